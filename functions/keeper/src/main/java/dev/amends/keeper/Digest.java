package dev.amends.keeper;

import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.State;
import dev.amends.core.settings.Pause;
import dev.amends.core.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The daily e-mail: what waits for a person, and what happened since yesterday. Works without
 * Slack, and is silent on a day without anything to say.
 */
final class Digest {
    /** Lines per section; the command line lists the rest. */
    private static final int MOST = 50;

    private static final int MOST_BYTES = 250_000;

    private static final List<State> WAITING =
            List.of(
                    State.AWAITING,
                    State.EXPIRED,
                    State.OPEN,
                    State.HELD,
                    State.PAUSED,
                    State.FAILED,
                    State.UNKNOWN);
    private static final List<State> HAPPENED =
            List.of(State.FIXED, State.UNDONE, State.YIELDED, State.RESOLVED, State.GONE);

    /** Exemptions are announced so long before they end. */
    private static final Duration ANNOUNCED = Duration.ofDays(3);

    private final LedgerIndex index;
    private final DigestClaims claims;
    private final BiConsumer<String, String> mail;

    /**
     * @param mail takes a subject (ASCII, at most 100 characters, as SNS wants it) and a text
     */
    Digest(LedgerIndex index, DigestClaims claims, BiConsumer<String, String> mail) {
        this.index = index;
        this.claims = claims;
        this.mail = mail;
    }

    /** Sends the day's digest if its hour has come and nobody has sent it; says what it did. */
    String send(Keeper.Known known, Instant now) {
        if (known.unread() != null && known.soon()) {
            // Its hour, the account's name and a pause are not known; the next minute may know.
            return "waits for the settings";
        }
        Settings settings = known.settings();
        int hour = settings == null ? Settings.DIGEST_HOUR : settings.digestHour();
        ZonedDateTime utc = now.atZone(ZoneOffset.UTC);
        LocalDate day = utc.toLocalDate();
        if (utc.getHour() < hour) {
            return "not due";
        }
        if (!claims.claim(day.toString(), now)) {
            return "sent already";
        }
        String text =
                text(
                        settings == null ? "" : settings.accountName(),
                        known.unread(),
                        known.pause(),
                        now);
        if (!text.isEmpty()) {
            claims.whileClaimed(
                    day.toString(),
                    now,
                    () -> mail.accept("Amends: what waits, and what happened until " + day, text));
        }
        claims.sent(day.toString(), now);
        return text.isEmpty() ? "empty" : "sent";
    }

    private String text(
            String accountName, @Nullable String unread, @Nullable Pause pause, Instant now) {
        StringBuilder text = new StringBuilder();
        if (unread != null) {
            text.append(
                    "%nThe settings cannot be read, so Amends changes nothing: %s%nCheck them: ./amends settings show%n"
                            .formatted(unread));
        }
        if (pause != null) {
            text.append(
                    "%nAmends is paused until %s by %s: %s%n"
                            .formatted(pause.until(), pause.by(), pause.reason()));
        }
        section(text, "Waits for a person", WAITING, Instant.EPOCH);
        exemptions(text, now);
        section(text, "Since yesterday", HAPPENED, now.minus(Duration.ofDays(1)));
        if (text.isEmpty()) {
            return "";
        }
        String account = accountName.isEmpty() ? "" : "Account: " + accountName + "\n";
        return account + fitting(text.toString()) + "\nAll of it: ./amends findings\n";
    }

    /**
     * As much of a text, in whole lines, as SNS takes with room for some more: 256 KB
     * (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html). Names and statements are of
     * any length and in other people's hands.
     */
    static String fitting(String text) {
        StringBuilder fitting = new StringBuilder();
        int bytes = 0;
        for (String line : text.lines().toList()) {
            bytes += line.getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes > MOST_BYTES) {
                return fitting.append("  … and more\n").toString();
            }
            fitting.append(line).append('\n');
        }
        return fitting.toString();
    }

    private void section(StringBuilder text, String title, List<State> states, Instant since) {
        StringBuilder lines = new StringBuilder();
        for (State state : states) {
            List<Finding> findings = index.inState(state, since, MOST + 1);
            findings.stream().limit(MOST).forEach(finding -> lines.append(line(finding)));
            if (findings.size() > MOST) {
                lines.append("  … and more in state ").append(state).append('\n');
            }
        }
        if (!lines.isEmpty()) {
            text.append('\n').append(title).append('\n').append(lines);
        }
    }

    private void exemptions(StringBuilder text, Instant now) {
        List<Finding> ending =
                index.inState(State.EXEMPT, Instant.EPOCH, LedgerIndex.ALL).stream()
                        .filter(finding -> ends(finding).isBefore(now.plus(ANNOUNCED)))
                        .toList();
        if (!ending.isEmpty()) {
            text.append("\nExemptions that end soon\n");
            ending.stream().limit(MOST).forEach(finding -> text.append(line(finding)));
        }
    }

    private static Instant ends(Finding finding) {
        Instant ends = finding.ends();
        return ends == null ? Instant.MAX : ends;
    }

    static String line(Finding finding) {
        var target = finding.subject().target();
        return "  [%s] %s (%s, %s)%n"
                .formatted(finding.state(), finding.text(), target.account(), target.region());
    }
}
