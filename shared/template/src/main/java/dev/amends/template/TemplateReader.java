package dev.amends.template;

import dev.amends.template.read.Reading;

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
        return Reading.of(text, given);
    }
}
