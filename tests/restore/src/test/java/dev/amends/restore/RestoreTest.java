package dev.amends.restore;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** All functions; {@link RestoreSampleTest} tries one in the ordinary run. */
@Tag("proof")
class RestoreTest extends Restores {
    @Override
    Set<Function> functions() {
        return EnumSet.allOf(Function.class);
    }
}
