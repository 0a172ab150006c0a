package dev.amends.core.run;

import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.guardrail.Options;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Verdict;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Cause;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.Seen;
import dev.amends.core.settings.InForce;
import dev.amends.core.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a violation comes to under the settings in force: the evidence, and what would mend it.
 * Pure.
 *
 * @param mode how far the settings allow us to go
 * @param configured whether there are settings we can work with
 * @param spared why the settings want the resource left alone, if they do
 * @param remedies what would mend it, best first
 * @param seen the evidence an episode is opened with
 */
record Assessment(
        Mode mode, boolean configured, Optional<String> spared, List<Remedy> remedies, Seen seen) {

    /**
     * @param chosen the fields that the change set on purpose
     */
    static <S extends ResourceState> Assessment of(
            Guardrail<S> guardrail,
            S state,
            Verdict.Violating verdict,
            Map<String, @Nullable String> chosen,
            Cause cause,
            InForce inForce,
            Instant now) {
        Optional<Settings> settings = inForce.settings();
        Optional<Options> given = settings.flatMap(s -> s.options(guardrail.about()));
        Options options = given.orElseGet(() -> new Options(guardrail.about(), Node.ABSENT));
        List<Remedy> remedies = guardrail.remedies(state, options, now);
        Remedy remedy = remedies.isEmpty() ? null : remedies.getFirst();
        return new Assessment(
                settings.map(s -> s.mode(guardrail.about())).orElse(Mode.FLAG),
                given.isPresent(),
                guardrail.spared(state, options),
                remedies,
                new Seen(
                        state.incarnation(),
                        chosen.isEmpty()
                                ? Keys.fingerprint(
                                        state.marks(), remedy == null ? Map.of() : remedy.after())
                                : Keys.choice(state.marks()),
                        verdict.severity(),
                        verdict.sentence(),
                        verdict.cost(),
                        state.stack().orElse(null),
                        settings.map(s -> state.tags().get(s.ownerTag())).orElse(null),
                        cause,
                        remedy,
                        verdict.advice(),
                        verdict.mistakes()));
    }

    /** The first choice among the remedies, or null when only a person can mend it. */
    @Nullable Remedy remedy() {
        return seen.remedy();
    }
}
