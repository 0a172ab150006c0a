package dev.amends.rehearse;

import dev.amends.core.ledger.Answer;
import dev.amends.core.ledger.Episodes;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Findings;
import dev.amends.core.ledger.Move;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps findings in memory; they move as they do in the ledger. */
final class Memory implements Findings {
    private final Map<String, Finding> findings = new HashMap<>();

    @Override
    public @Nullable Finding find(String key) {
        return findings.get(key);
    }

    @Override
    public Answer take(@Nullable Finding known, Move move, @Nullable String decision) {
        Answer answer = Episodes.answer(find(move.subject().key()), move);
        if (answer instanceof Answer.Moved(Finding after)) {
            findings.put(after.key(), after);
        }
        return answer;
    }
}
