package dev.amends.rehearse.report;

import dev.amends.rehearse.Played;
import dev.amends.rehearse.Proposal;
import java.util.List;

/**
 * A rehearsal to report on.
 *
 * @param source where the records came from, for people
 * @param troubles what could not be read
 * @param wanted how many messages a day are wanted at most
 */
public record Rehearsed(
        String source, List<String> troubles, Played played, Proposal proposal, int wanted) {
    public Rehearsed {
        troubles = List.copyOf(troubles);
    }
}
