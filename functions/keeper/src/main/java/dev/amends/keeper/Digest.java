package dev.amends.keeper;

import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.LedgerIndex;
import dev.amends.core.ledger.State;
import dev.amends.core.settings.Settings;
import dev.amends.core.settings.SettingsStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The daily e-mail: what waits for a person, and what happened since yesterday. Works without
 * Slack, and is silent on a day without anything to say.
 */
final class Digest {
    /** Lines per section; the command line lists the rest. */
    private static final int MOST = 50;

    private static final List<State> WAITING =
            List.of(State.AWAITING, State.OPEN, State.HELD, State.FAILED, State.UNKNOWN);
    private static final List<State> HAPPENED =
            List.of(State.FIXED, State.YIELDED, State.RESOLVED, State.GONE);

    private final LedgerIndex index;
    private final DigestClaims claims;
    private final SettingsStore store;
    private final BiConsumer<String, String> mail;

    /**
     * @param mail takes a subject (ASCII, at most 100 characters, as SNS wants it) and a text
     */
    Digest(
            LedgerIndex index,
            DigestClaims claims,
            SettingsStore store,
            BiConsumer<String, String> mail) {
        this.index = index;
        this.claims = claims;
        this.store = store;
        this.mail = mail;
    }

    /** Sends the day's digest if its hour has come and nobody has sent it; says what it did. */
    String send(Instant now) {
        Settings settings = store.read().orElse(null);
        int hour = settings == null ? Settings.DIGEST_HOUR : settings.digestHour();
        ZonedDateTime utc = now.atZone(ZoneOffset.UTC);
        LocalDate day = utc.toLocalDate();
        if (utc.getHour() < hour) {
            return "not due";
        }
        if (!claims.claim(day, now)) {
            return "sent already";
        }
        String text = text(settings == null ? "" : settings.accountName(), now);
        if (!text.isEmpty()) {
            mail.accept("Amends: what waits, and what happened until " + day, text);
        }
        claims.sent(day, now);
        return text.isEmpty() ? "empty" : "sent";
    }

    private String text(String accountName, Instant now) {
        StringBuilder text = new StringBuilder();
        section(text, "Waits for a person", WAITING, Instant.EPOCH);
        section(text, "Since yesterday", HAPPENED, now.minus(Duration.ofDays(1)));
        if (text.isEmpty()) {
            return "";
        }
        String account = accountName.isEmpty() ? "" : "Account: " + accountName + "\n";
        return account + text + "\nAll of it: ./amends findings\n";
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

    private static String line(Finding finding) {
        var target = finding.subject().target();
        return "  [%s] %s (%s, %s)%n"
                .formatted(finding.state(), finding.text(), target.account(), target.region());
    }
}
