package dev.amends.core.settings;

import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.guardrail.Option;
import dev.amends.core.guardrail.Options;
import dev.amends.core.json.Node;
import java.util.Locale;
import java.util.Optional;

/**
 * What the user decided: a mode and options for each guardrail, and where messages go. One item in
 * the ledger's table, read before every change, so that a new value counts from the next event on.
 */
public final class Settings {
    /** The hour of the day (UTC) at which the digest is sent unless the settings name another. */
    public static final int DIGEST_HOUR = 7;

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
