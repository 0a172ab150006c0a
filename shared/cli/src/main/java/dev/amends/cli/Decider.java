package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Text;
import dev.amends.core.ledger.Decided;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Decisions;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Keys;
import dev.amends.core.ledger.State;
import dev.amends.core.run.Nudges;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * Writes decisions down, invokes the guardrail's function, and watches what becomes of them. The
 * function alone touches the resource.
 */
final class Decider {
    /** Without any news for so long we stop watching. */
    private static final Duration WATCHED = Duration.ofSeconds(60);

    private static final Duration SHORT = Duration.ofMillis(250);
    private static final Duration LONG = Duration.ofSeconds(1);

    /** The function takes its time for each; no use in asking about more of them at once. */
    private static final int ASKED_AT_ONCE = 20;

    private final World world;
    private final FindingBook book;
    private final Decisions decisions;
    private final LambdaClient lambda;
    private final Map<String, String> aliases;
    private final String by;

    private Decider(
            World world,
            FindingBook book,
            Decisions decisions,
            LambdaClient lambda,
            Map<String, String> aliases,
            String by) {
        this.world = world;
        this.book = book;
        this.decisions = decisions;
        this.lambda = lambda;
        this.aliases = aliases;
        this.by = by;
    }

    /** Decides in the name of whoever the AWS credentials belong to. */
    static Decider of(World world, Aws aws, Installation installation, FindingBook book)
            throws Cannot {
        return new Decider(
                world,
                book,
                new Decisions(aws.dynamo(), installation.ledgerTable()),
                aws.lambda(),
                installation.aliases(),
                aws.sts().getCallerIdentity().arn());
    }

    /** A decision about a finding as it was shown. */
    Decision about(Finding finding, Wish wish) {
        return decision(finding.subject().guardrail(), Decision.One.of(finding), wish);
    }

    /** A decision about all resources of some name. */
    Decision about(String guardrail, String pattern, Wish wish) {
        return decision(guardrail, new Decision.Names(pattern), wish);
    }

    private Decision decision(String guardrail, Decision.Scope scope, Wish wish) {
        byte[] token = new byte[16];
        new SecureRandom().nextBytes(token);
        return new Decision(
                Keys.decision(guardrail, HexFormat.of().formatHex(token)),
                wish.kind(),
                guardrail,
                scope,
                by,
                "",
                world.clock().instant(),
                wish.until(),
                wish.reason());
    }

    /** Writes it down and tells the guardrail's function. */
    void send(Decision decision) throws Cannot {
        String alias = aliases.get(decision.guardrail());
        if (alias == null) {
            throw Cannot.because(
                    "the stack has no function for %s: deploy the template of this version"
                            .formatted(decision.guardrail()));
        }
        if (decisions.record(decision) != null) {
            throw new IllegalStateException("a token was used twice: " + decision.key());
        }
        try {
            String failure = Invocation.of(lambda, alias, Nudges.decided(decision)).failure();
            if (!failure.isEmpty()) {
                untold(failure);
            }
        } catch (SdkException e) {
            untold(Failures.explain(e));
        }
    }

    private void untold(String why) {
        world.err()
                .println(
                        Text.clean(
                                "It is written down, but its function could not carry it out yet (%s); Amends looks for such decisions every minute."
                                        .formatted(why)));
    }

    /** Waits until a decision about names has been dealt with; false when that takes too long. */
    boolean dealtWith(Decision decision) {
        Duration waited = Duration.ZERO;
        while (decisions.pending(decision.key())) {
            if (waited.compareTo(WATCHED) >= 0) {
                return false;
            }
            waited = pause(waited);
        }
        return true;
    }

    /**
     * Waits for what becomes of decisions about findings, and says each as it comes.
     *
     * @return whether all came true
     */
    boolean watch(List<Decision> sent, Wish wish) {
        List<Decision> left = new ArrayList<>(sent);
        boolean all = true;
        Duration waited = Duration.ZERO;
        while (!left.isEmpty() && waited.compareTo(WATCHED) < 0) {
            int before = left.size();
            for (Decision decision :
                    List.copyOf(left.subList(0, Math.min(ASKED_AT_ONCE, left.size())))) {
                Finding finding = result(decision);
                if (finding != null) {
                    left.remove(decision);
                    all &= say(finding, decision, wish);
                }
            }
            if (left.size() < before) {
                waited = Duration.ZERO;
            }
            if (!left.isEmpty()) {
                waited = pause(waited);
            }
        }
        for (Decision decision : left) {
            String key = ((Decision.One) decision.scope()).finding();
            world.say(
                    "%s  not carried out within %d s. It stays written down; 'amends findings' shows when it is."
                            .formatted(shortId(key), WATCHED.toSeconds()));
        }
        return all && left.isEmpty();
    }

    private static String shortId(String key) {
        int at = key.lastIndexOf('#') + 1;
        return key.substring(at, Math.min(key.length(), at + 8));
    }

    /** The finding when its function is done with the decision; null before that. */
    private @Nullable Finding result(Decision decision) {
        String key = ((Decision.One) decision.scope()).finding();
        // In this order: what is dealt with has already been written to the finding.
        boolean pending = decisions.pending(decision.key());
        Finding finding = book.find(key);
        if (finding == null || (finding.state() == State.ACTING && pending)) {
            return null;
        }
        Decided decided = finding.decided();
        boolean ours = decided != null && decided.id().equals(decision.key());
        return ours || !pending ? finding : null;
    }

    private boolean say(Finding finding, Decision decision, Wish wish) {
        String refusal = refusal(finding, decision);
        world.say(
                refusal.isEmpty()
                        ? "%s  %s: %s"
                                .formatted(
                                        FindingLookup.id(finding),
                                        FindingTable.word(finding.state()),
                                        finding.decision())
                        : "%s  not carried out: %s".formatted(FindingLookup.id(finding), refusal));
        return refusal.isEmpty() && wish.cameTrue(finding);
    }

    /** Why this decision was not carried out; empty when it was. */
    private static String refusal(Finding finding, Decision decision) {
        Decided decided = finding.decided();
        return decided != null && decided.id().equals(decision.key()) ? decided.refusal() : "";
    }

    private Duration pause(Duration waited) {
        Duration next = waited.compareTo(LONG) < 0 ? SHORT : LONG;
        world.pause().accept(next);
        return waited.plus(next);
    }
}
