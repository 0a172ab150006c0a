package dev.amends.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule on its own templates in {@code src/test/resources/rules/<id>}: what is expected stands
 * in their first lines, {@code # expect: <logical id> <line>: <sentence>}; of good ones, nothing.
 */
class RulesTest {
    private static final Path FIXTURES = Path.of("src/test/resources/rules");
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);

    static Stream<Path> fixtures() throws IOException {
        try (Stream<Path> all = Files.walk(FIXTURES)) {
            return all.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void a_template_shows_what_its_first_lines_say_and_nothing_else(Path file) throws Exception {
        String text = Files.readString(file);
        String id = file.getParent().getFileName().toString();
        List<String> expected =
                text.lines()
                        .filter(line -> line.startsWith("# expect: "))
                        .map(line -> line.substring("# expect: ".length()))
                        .toList();

        List<String> found =
                check(text).stream()
                        .filter(violation -> violation.rule().equals(id))
                        .map(v -> "%s %d: %s".formatted(v.logicalId(), v.at().line(), v.sentence()))
                        .toList();

        assertThat(found).isEqualTo(expected);
        assertThat(expected.isEmpty())
                .as("a good template is named good-…, a bad one bad-…")
                .isEqualTo(file.getFileName().toString().startsWith("good-"));
    }

    private static List<Violation> check(String text) throws UnreadableTemplate {
        Template template = TemplateReader.read(text, Given.NOTHING);
        assertThat(template.problems()).as("a fixture is a good template").isEmpty();
        return Rules.check(
                new Review(template, TODAY, Map.of(), path -> Optional.empty(), Map.of()));
    }

    @Test
    void every_rule_has_templates_of_both_kinds_and_every_folder_a_rule() throws IOException {
        Set<String> rules =
                Rules.all().stream()
                        .map(rule -> rule.info().id())
                        .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> folders = Files.list(FIXTURES)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()).toList())
                    .containsExactlyInAnyOrderElementsOf(rules);
        }
        for (String id : rules) {
            for (String kind : List.of("good-", "bad-")) {
                try (Stream<Path> files = Files.list(FIXTURES.resolve(id))) {
                    assertThat(files).anyMatch(f -> f.getFileName().toString().startsWith(kind));
                }
            }
        }
    }

    @Test
    void every_rule_has_a_page_that_says_what_it_finds_in_a_template() throws IOException {
        for (Rule rule : Rules.all()) {
            Path page = Path.of("../../docs").resolve(rule.info().page());
            assertThat(page).exists();
            assertThat(Files.readString(page))
                    .contains("`" + rule.info().id() + "`", "## In a template");
        }
    }
}
