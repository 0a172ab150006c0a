package dev.amends.rehearse;

import dev.amends.core.run.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What came of a rehearsal.
 *
 * @param records how many records there were, and what became of them
 * @param from when the first one was made; null when there was none
 * @param to when the last one was made; null when there was none
 * @param outcomes by guardrail, how each change that it watches ended, second looks included
 * @param notShown by guardrail, how often a judgement depends on something that no event shows, by
 *     what that is
 * @param incidents what would have been said, in the order of the records
 * @param more how many incidents there were beyond those kept
 * @param messages by channel and day (UTC), how many new messages there would have been
 * @param byGuardrail by guardrail and day (UTC), the same
 * @param mended by guardrail, for how long mistakes really stood until somebody put them right
 * @param missed records that no rule of template.yaml matches although a guardrail watches their
 *     name and would have looked, at most {@link Rehearsal#NAMED}
 * @param readNow how many resources were read as they are now, because their last change could not
 *     be told; those changes count as not shown, too
 * @param notRead what could not be, for people
 * @param unstated changes whose outcome is not known; there must be none
 */
public record Played(
        Records records,
        @Nullable Instant from,
        @Nullable Instant to,
        SortedMap<String, Map<Outcome.Kind, Integer>> outcomes,
        SortedMap<String, Map<String, Integer>> notShown,
        List<Incident> incidents,
        int more,
        SortedMap<String, SortedMap<LocalDate, Integer>> messages,
        SortedMap<String, SortedMap<LocalDate, Integer>> byGuardrail,
        SortedMap<String, List<Duration>> mended,
        List<String> missed,
        int readNow,
        List<String> notRead,
        int unstated) {

    /**
     * How many records there were.
     *
     * @param all everything that was read
     * @param played those that a guardrail watches, or that tell it something
     * @param foreign of no concern
     * @param failed calls that failed and changed nothing
     * @param own made by Amends itself
     * @param twice delivered before
     * @param late older than what was played already
     * @param broken no CloudTrail records
     */
    public record Records(
            long all,
            long played,
            long foreign,
            long failed,
            long own,
            long twice,
            long late,
            long broken) {}

    /** The guardrails that were concerned, by id. */
    public SortedSet<String> guardrails() {
        SortedSet<String> ids = new TreeSet<>(outcomes.keySet());
        ids.addAll(notShown.keySet());
        return ids;
    }

    /** How often something ended so. */
    public int count(String guardrail, Outcome.Kind kind) {
        return outcomes.getOrDefault(guardrail, Map.of()).getOrDefault(kind, 0);
    }

    /** The same of all guardrails. */
    public int count(Outcome.Kind kind) {
        return outcomes.values().stream().mapToInt(kinds -> kinds.getOrDefault(kind, 0)).sum();
    }

    /** How many days the records span, at least one. */
    public long days() {
        return from == null || to == null ? 1 : Duration.between(from, to).toDays() + 1;
    }

    /** The days that the records span, for people: "1 day", "33 days". */
    public String span() {
        return days() == 1 ? "1 day" : "%,d days".formatted(days());
    }

    /** How many new messages there would have been. */
    public int messagesInAll() {
        return messages.values().stream()
                .flatMap(days -> days.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }
}
