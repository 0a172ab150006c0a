package dev.amends.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The index of the guardrails is made of what they declare; {@code -Damends.write} writes it. */
class IndexTest {
    private static final Path DOCS = Path.of("../docs/guardrails");
    private static final Path TEMPLATES = Path.of("../shared/template/src/test/resources/rules");
    private static final Pattern QUOTE = Pattern.compile("(?m)^> \"(.+)\"$");
    private static final String BEGIN = "<!-- made by IndexTest; do not edit -->\n";
    private static final String END = "<!-- end of what is made -->\n";

    @Test
    void the_index_says_what_guardrails_and_rules_declare() throws IOException {
        Path index = DOCS.resolve("README.md");
        String written = Files.readString(index);
        int begin = written.indexOf(BEGIN) + BEGIN.length();
        int end = written.indexOf(END);
        if (System.getProperty("amends.write") != null) {
            written = written.substring(0, begin) + table() + written.substring(end);
            Files.writeString(index, written);
            end = written.indexOf(END);
        }

        assertThat(written.substring(begin, end))
                .as("write it anew: mvn -pl tests test -Dtest=IndexTest -Damends.write=yes")
                .isEqualTo(table());
    }

    private static String table() throws IOException {
        Map<String, About> watched = new TreeMap<>();
        for (Guardrail<?> guardrail : ServiceLoader.load(Guardrail.class)) {
            watched.put(guardrail.about().id(), guardrail.about());
        }
        Map<String, RuleInfo> rules = new TreeMap<>();
        for (Rule rule : Rules.all()) {
            rules.put(rule.info().id(), rule.info());
        }
        TreeSet<String> ids = new TreeSet<>(watched.keySet());
        ids.addAll(rules.keySet());
        StringBuilder table =
                new StringBuilder(
                        "| guardrail | the mistake | caught | what is done about it | templates tried | the talk |\n|---|---|---|---|---|---|\n");
        for (String id : ids) {
            About about = watched.get(id);
            RuleInfo rule = rules.get(id);
            table.append(
                    "| [%s](%s.md) | %s | %s | %s | %s | %s |\n"
                            .formatted(
                                    id,
                                    id,
                                    about == null ? rule.title() : about.title(),
                                    caught(about, rule)
                                            + (rule != null && rule.isOffByDefault()
                                                    ? ", when it is switched on"
                                                    : ""),
                                    done(about),
                                    rule == null ? "" : templates(id),
                                    quote(id)));
        }
        return table.toString();
    }

    private static String caught(@Nullable About about, @Nullable RuleInfo rule) {
        if (about == null) {
            return "in templates";
        }
        return rule == null ? "as it happens" : "as it happens, in templates";
    }

    /** By its mode as shipped; settings.yaml changes it. */
    private static String done(@Nullable About about) {
        if (about == null) {
            return "said, with how it looks right";
        }
        return switch (about.defaultMode()) {
            case FIX -> "mended where it is safe, else asked";
            case ASK -> "asked, mended after an approval";
            case FLAG -> "said";
            case OFF -> "nothing, until it is switched on";
        };
    }

    private static String templates(String id) throws IOException {
        return "%d bad, %d good".formatted(count(id, "bad-"), count(id, "good-"));
    }

    private static long count(String id, String start) {
        try (Stream<Path> files = Files.list(TEMPLATES.resolve(id))) {
            return files.filter(file -> file.getFileName().toString().startsWith(start)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty for what the talk does not tell of. */
    private static String quote(String id) throws IOException {
        Matcher matcher = QUOTE.matcher(Files.readString(DOCS.resolve(id + ".md")));
        return matcher.find() ? "\"" + matcher.group(1) + "\"" : "";
    }

    @Test
    void a_page_is_headed_by_the_title_of_its_rule() throws IOException {
        for (Rule rule : Rules.all()) {
            RuleInfo info = rule.info();
            String page = Files.readString(DOCS.resolve(info.id() + ".md"));
            assertThat(page).startsWith("# " + info.title() + "\n");
        }
    }
}
