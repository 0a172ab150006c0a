package dev.amends.buckets;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What events say of a public access block.
 *
 * @param block null: that there is none
 */
record SaidBlock(@Nullable PublicAccessBlock block) {
    static final SaidBlock NONE = new SaidBlock(null);

    boolean has(Predicate<PublicAccessBlock> flag) {
        return block != null && flag.test(block);
    }
}
