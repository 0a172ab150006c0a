package dev.amends.core.settings;

import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.guardrail.Option;
import dev.amends.core.guardrail.Options;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Term;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the user decided: a mode and options for each guardrail, and where messages go. One item in
 * the ledger's table, read before every change, so that a new value counts from the next event on.
 */
public final class Settings {
    /** The hour of the day (UTC) at which the digest is sent unless the settings name another. */
    public static final int DIGEST_HOUR = 7;

    /** Hours until an approval lapses, unless the settings say otherwise. */
    public static final int EXPIRES_HOURS = 24;

    /** Hours before that at which people are reminded, unless the settings say otherwise. */
    public static final int REMIND_HOURS = 4;

    /** New cards of one guardrail in a minute, unless the settings say otherwise. */
    public static final int BURST = 8;

    private final Node root;

    public Settings(Node root) {
        this.root = root;
    }

    /**
     * How far the guardrail may go. One that the settings do not name only flags: a new guardrail
     * must not start changing things because somebody deployed a newer version.
     */
    public Mode mode(About about) {
        String mode = of(about).textOr("flag", "mode");
        for (Mode known : Mode.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(mode)) {
                return known;
            }
        }
        return Mode.FLAG;
    }

    /**
     * The guardrail's options.
     *
     * @return empty when a value is not one the guardrail can work with; then nothing is changed
     */
    public Optional<Options> options(About about) {
        Node given = of(about);
        for (Option option : about.options()) {
            Node value = given.at(option.name());
            if (value.exists() && option.problem().apply(value).isPresent()) {
                return Optional.empty();
            }
        }
        return Optional.of(new Options(about, given));
    }

    /** What people call this account; empty when they did not say. */
    public String accountName() {
        return root.textOr("", "accountName");
    }

    /** The Slack channel's name or id; empty when Slack is not used. */
    public String slackChannel() {
        return root.textOr("", "slack", "channel");
    }

    /** The Slack channel for approvals that nobody gave in time; empty when there is none. */
    public String escalationChannel() {
        return root.textOr("", "slack", "escalation");
    }

    /**
     * The channel for a finding: the first route that fits, else the channel for everything.
     *
     * @param owner the value of the owner's tag; empty when there is none
     */
    public String channel(String guardrail, Severity severity, String owner) {
        for (Node route : root.at("slack", "routes").items()) {
            if (fits(route, "guardrail", guardrail)
                    && fits(route, "severity", severity.name().toLowerCase(Locale.ROOT))
                    && fits(route, "owner", owner)
                    && route.text("channel") != null) {
                return route.textOr("", "channel");
            }
        }
        return slackChannel();
    }

    private static boolean fits(Node route, String name, String value) {
        String wanted = route.text(name);
        return wanted == null || wanted.equals(value);
    }

    /** The id of the only Slack workspace whose requests count; empty when none does. */
    public String slackWorkspace() {
        return root.textOr("", "slack", "workspace");
    }

    /** The id of the only Slack app whose requests count; empty when none does. */
    public String slackApp() {
        return root.textOr("", "slack", "app");
    }

    /** So many new cards of one guardrail in a minute; what comes beyond is counted on one card. */
    public int burst() {
        Long burst = root.number("slack", "burst");
        return burst == null ? BURST : Math.clamp(burst, 1, 60);
    }

    /** The tag whose value names who owns a resource. */
    public String ownerTag() {
        return root.textOr("owner", "ownerTag");
    }

    /** Who may decide about this guardrail's findings: its own list, else the one for all. */
    public Approvers approvers(String guardrail) {
        Node own = root.at("guardrails", guardrail, "approvers");
        return own.exists() ? approvers(own) : approvers();
    }

    /** Who may decide, also to pause everything. */
    public Approvers approvers() {
        return approvers(root.at("approvers"));
    }

    /** Every user group that is named anywhere as an approver. */
    public Set<String> approverGroups() {
        Set<String> groups = new TreeSet<>(approvers().groups());
        root.at("guardrails")
                .fields()
                .values()
                .forEach(guardrail -> groups.addAll(approvers(guardrail.at("approvers")).groups()));
        return groups;
    }

    private static Approvers approvers(Node node) {
        return new Approvers(node.at("users").texts(), node.at("groups").texts());
    }

    /** How long an approval may be given, from now on. */
    public Term approval(Instant now) {
        return Term.of(
                now,
                now.plus(hours("expiresHours", EXPIRES_HOURS)),
                hours("remindHours", REMIND_HOURS));
    }

    private Duration hours(String name, int otherwise) {
        Long hours = root.number("approval", name);
        return Duration.ofHours(hours == null ? otherwise : Math.clamp(hours, 1, 24 * 30));
    }

    /** Where the documentation is published, without a trailing slash; empty when it is not. */
    public String docs() {
        String docs = root.textOr("", "docs");
        return docs.endsWith("/") ? docs.substring(0, docs.length() - 1) : docs;
    }

    /** The hour of the day (UTC) at which the digest is sent. */
    public int digestHour() {
        Long hour = root.number("digest", "hourUtc");
        return hour == null ? DIGEST_HOUR : Math.clamp(hour, 0, 23);
    }

    private Node of(About about) {
        return root.at("guardrails", about.id());
    }
}
