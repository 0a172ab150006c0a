package dev.amends.check;

import dev.amends.template.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that was looked at.
 *
 * @param name as people know it: as it was named, or relative to where the command runs
 * @param uri relative to the repository's root where it lies within, escaped; the same wherever in
 *     it the command runs
 * @param inRepository whether the URI is relative
 * @param source its text; empty when it could not be read
 * @param findings all of them, in the order of the source
 * @param unreadable why it could not be reviewed; null when it could
 */
public record Checked(
        String name,
        String uri,
        boolean inRepository,
        String source,
        List<Finding> findings,
        @Nullable Unreadable unreadable) {

    /**
     * Why a file could not be reviewed.
     *
     * @param why for people
     * @param at where it is noticed; the beginning when it is the file as a whole
     */
    public record Unreadable(String why, Position at) {}

    /** What counts. */
    public List<Finding> open() {
        return findings.stream().filter(Finding::open).toList();
    }

    Checked with(List<Finding> others) {
        return new Checked(name, uri, inRepository, source, others, unreadable);
    }
}
