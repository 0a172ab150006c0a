package dev.amends.restore;

import java.util.Set;

/**
 * The function that most accounts start with; the others take minutes and are part of the proof.
 */
class RestoreSampleTest extends Restores {
    @Override
    Set<Function> functions() {
        return Set.of(Function.LOG_GROUPS);
    }
}
