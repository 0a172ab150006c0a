package dev.amends.keeper;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * When Slack takes no cards, people hear of it by e-mail: once an hour while it lasts. The cards
 * come later, when Slack is back.
 */
final class Outage {
    /** What is undrawn for longer than this is not just a little late. */
    static final Duration PATIENCE = Duration.ofMinutes(15);

    private final DigestClaims claims;
    private final BiConsumer<String, String> mail;

    Outage(DigestClaims claims, BiConsumer<String, String> mail) {
        this.claims = claims;
        this.mail = mail;
    }

    /**
     * Sends the hour's mail if there is something to say.
     *
     * @param lines what could not be shown, a line each
     * @param more whether there is more than these
     */
    String tell(List<String> lines, boolean more, Instant now) {
        if (lines.isEmpty()) {
            return "none";
        }
        String hour = now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.HOURS).toString();
        String name = "slack-" + hour;
        if (!claims.claim(name, now)) {
            return "told already";
        }
        String text =
                """
                For more than %d minutes these could not be shown in Slack. Amends goes on working and
                tries again; the log of slack-out says why. Without Slack: ./amends findings, ./amends approve.

                %s%s
                """
                        .formatted(
                                PATIENCE.toMinutes(),
                                String.join("\n", lines),
                                more ? "\n  … and more" : "");
        claims.whileClaimed(
                name, now, () -> mail.accept("Amends: Slack takes no cards", Digest.fitting(text)));
        claims.sent(name, now);
        return "told";
    }
}
