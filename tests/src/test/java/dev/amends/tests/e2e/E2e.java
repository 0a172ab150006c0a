package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What the end-to-end tests share: one account, and no fault outlives the test that set it. */
abstract class E2e {
    static final Account account = Account.here();

    /** What the card says of a group that had no retention, with what was done about it. */
    static String card(String label, String group, String decision) {
        return "%s: Without a retention, %s keeps its logs for ever, and you pay for them for ever. %s"
                .formatted(label, group, decision);
    }

    static String fixed(String group) {
        return card("Fixed", group, "Set its retention to 30 days.");
    }

    /** Exempts resources by name at the command line, or ends that. */
    static void exempt(String guardrail, String name, String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of("exempt", "--yes", "--guardrail", guardrail, "--names", name));
        words.addAll(List.of(more));
        Account.Ended ended = account.amends(words.toArray(String[]::new));
        assertThat(ended.exit()).as(ended.output()).isZero();
    }

    @AfterEach
    void faultsEnd() {
        account.noFaults();
    }
}
