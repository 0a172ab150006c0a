package dev.amends.template.read;

import dev.amends.template.Template;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What names mean in a template.
 *
 * @param resources the logical ids
 * @param sam whether SAM will add more of them
 * @param mappings null when there are none
 */
record Scope(
        Parameters parameters,
        Set<String> resources,
        boolean sam,
        Raw.@Nullable Fields mappings,
        List<Template.Problem> problems) {}
