package dev.amends.template.read;

import dev.amends.template.Template;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What names mean in a template.
 *
 * @param resources the logical ids
 * @param more whether a loop, SAM or another macro makes more of them, so that one that is not here
 *     is no mistake
 * @param mappings null when there are none
 */
record Scope(
        Parameters parameters,
        Set<String> resources,
        boolean more,
        Raw.@Nullable Fields mappings,
        List<Template.Problem> problems) {}
