package dev.amends.template;

import java.util.List;
import java.util.Map;

/** Reads templates. */
public final class TemplateReader {
    private TemplateReader() {}

    /**
     * Reads a template and resolves what can be resolved.
     *
     * @throws UnreadableTemplate when the text is no template; whatever the text, nothing else is
     *     thrown, and time and memory are bounded
     */
    public static Template read(String text, Given given) throws UnreadableTemplate {
        if (text.isBlank()) {
            throw new UnreadableTemplate("it is empty", Position.START);
        }
        return new Template(
                text,
                Template.Format.YAML,
                false,
                new Value.Fields(Map.of(), Map.of(), false, Position.START),
                List.of(),
                List.of());
    }
}
