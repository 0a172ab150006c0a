package dev.amends.slackin;

import dev.amends.core.ledger.Decision;
import dev.amends.core.run.Nudges;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells a guardrail's function that a decision waits. */
final class Inboxes {
    private static final String SLACK_OUT = "slack-out";

    /** Sends one message. */
    @FunctionalInterface
    interface Sender {
        void send(String queueUrl, String body, Duration delay);
    }

    private final Map<String, String> urls;
    private final Sender sender;

    /**
     * @param text {@code name=url,name=url}, as template.yaml writes it
     */
    Inboxes(String text, Sender sender) {
        this.urls = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                urls.put(parts[0], parts[1]);
            }
        }
        this.sender = sender;
    }

    /** The ids of the guardrails that are deployed. */
    List<String> guardrails() {
        return urls.keySet().stream().filter(name -> !name.equals(SLACK_OUT)).toList();
    }

    /**
     * Nudges the function of the guardrail that the decision is about.
     *
     * @return empty, or why it could not be; then the keeper does it within minutes, because the
     *     decision stays due
     */
    String nudge(Decision decision, Duration delay) {
        return send(decision.guardrail(), Nudges.decided(decision), delay);
    }

    /**
     * Has slack-out show that a decision was taken.
     *
     * @param key of the finding or the digest card
     * @return empty, or why it could not be; then the card shows the outcome alone
     */
    String show(String key) {
        return send(SLACK_OUT, Nudges.of(key, "decided"), Duration.ZERO);
    }

    private String send(String inbox, String body, Duration delay) {
        String url = urls.get(inbox);
        if (url == null) {
            return "no inbox of " + inbox + " is known here";
        }
        try {
            sender.send(url, body, delay);
            return "";
        } catch (SdkException e) {
            return "the inbox did not take the nudge: " + e.getMessage();
        }
    }
}
