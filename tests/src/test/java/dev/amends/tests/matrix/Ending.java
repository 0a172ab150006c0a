package dev.amends.tests.matrix;

import dev.amends.core.json.Node;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import dev.amends.slack.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How it all ended: what is there to see when nothing moves any more.
 *
 * @param world the resources
 * @param findings state and text by key
 * @param cards the texts of the channel's messages, without their threads
 * @param buttons how many of them have buttons
 * @param episodes how many cards there may be: each episode of a finding has its own
 * @param replies what stands in threads, and in other channels
 * @param digests how many daily digests were mailed
 * @param stuck what waits for a time that is over, or for nobody
 */
record Ending(
        String world,
        Map<String, Told> findings,
        List<String> cards,
        int buttons,
        int episodes,
        List<String> replies,
        long digests,
        List<String> stuck) {
    private static final String CHANNEL = "C0AMENDS01";

    /** What the texts of findings say when something could not be done. */
    private static final Pattern SAYS_WHY =
            Pattern.compile(
                    "may not|can't|could not|cannot|could be read|does not let|answered|no longer|not done|is gone|do(es)? not fit|something else is in force",
                    Pattern.CASE_INSENSITIVE);

    record Told(State state, String text) {}

    static Ending of(Bench bench) {
        Map<String, Told> findings = new TreeMap<>();
        int episodes = 0;
        List<Map<String, AttributeValue>> items = bench.items();
        for (Finding finding : Bench.findings(items)) {
            episodes += finding.episode();
            findings.put(finding.key(), new Told(finding.state(), finding.text()));
        }
        List<String> cards = new ArrayList<>();
        List<String> replies = new ArrayList<>();
        int buttons = 0;
        for (Node message : bench.messages()) {
            boolean card =
                    CHANNEL.equals(message.text("channel")) && message.text("thread_ts") == null;
            (card ? cards : replies).add(message.textOr("", "text"));
            buttons += message.at("blocks").toString().contains("\"type\":\"actions\"") ? 1 : 0;
        }
        return new Ending(
                bench.world.seen(),
                findings,
                cards,
                buttons,
                episodes,
                replies,
                bench.mails.stream().filter(mail -> mail.startsWith("Amends: what waits")).count(),
                stuck(bench, items, findings));
    }

    private static List<String> stuck(
            Bench bench, List<Map<String, AttributeValue>> items, Map<String, Told> findings) {
        List<String> stuck = new ArrayList<>();
        Instant late = bench.time.instant().minus(Duration.ofMinutes(10));
        for (Map<String, AttributeValue> item : items) {
            String key = item.get("pk").s();
            AttributeValue dueAt = item.get("dueAt");
            if (item.containsKey("due")
                    && dueAt != null
                    && Instant.ofEpochMilli(Long.parseLong(dueAt.n())).isBefore(late)) {
                stuck.add("due and not done: " + key);
            }
            if (item.containsKey("unsaid")) {
                stuck.add("never said: " + key);
            }
        }
        findings.forEach((key, told) -> {
            if (told.state() == State.ACTING) {
                stuck.add("being changed for ever: " + key);
            }
        });
        bench.dead.forEach(letter -> stuck.add("cannot be redriven: " + letter));
        return stuck;
    }

    /** What it came to. */
    enum Result {
        /** As without the fault. */
        SAME,
        /** People are told what could not be done, and why. */
        TOLD,
        /** AWS says that the resource is not there, and there is nothing to say about it. */
        GONE,
        /** A success that is none. */
        LIE,
        /** Something of which nobody hears. */
        LOST,
        /** Something that people see twice. */
        TWICE,
        /** Something that does not end although the fault is over. */
        STUCK
    }

    /**
     * Compares.
     *
     * @param without how it ends without the fault
     */
    Result against(Ending without, Scenario scenario, World resources) {
        if (!stuck.isEmpty()) {
            return Result.STUCK;
        }
        Set<String> distinct = new HashSet<>(replies);
        boolean twice =
                cards.size() > Math.max(episodes, without.cards().size())
                        || buttons > Math.max(findings.size(), without.buttons())
                        || (distinct.size() < replies.size()
                                && replies.size() > without.replies().size())
                        || digests > without.digests();
        if (twice) {
            return Result.TWICE;
        }
        for (Told told : findings.values()) {
            if (told.state() == State.FIXED && !scenario.mended(resources)) {
                return Result.LIE;
            }
            if (told.state() == State.UNDONE && scenario.mended(resources)) {
                return Result.LIE;
            }
            // What was over before anybody heard of it needs no card.
            boolean settled = told.state() == State.GONE || told.state() == State.RESOLVED;
            if (!(settled && cards.isEmpty())
                    && cards.stream().noneMatch(card -> card.startsWith(Labels.of(told.state())))) {
                return Result.LOST;
            }
        }
        if (world.equals(without.world()) && states().equals(without.states())) {
            return Result.SAME;
        }
        boolean says =
                !findings.isEmpty()
                        && findings.values().stream()
                                .allMatch(told -> SAYS_WHY.matcher(told.text()).find());
        return says ? Result.TOLD : Result.LOST;
    }

    /** Whether all that was found is gone, or nothing was found. */
    boolean gone() {
        return findings.values().stream().allMatch(told -> told.state() == State.GONE);
    }

    private Map<String, State> states() {
        Map<String, State> states = new TreeMap<>();
        // An owner who is faster than Amends has put it right; one who is slower has their way.
        findings.forEach((key, told) ->
                states.put(key, told.state() == State.RESOLVED ? State.YIELDED : told.state()));
        return states;
    }
}
