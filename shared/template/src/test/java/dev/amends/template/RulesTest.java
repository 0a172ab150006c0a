package dev.amends.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule on its own templates in {@code src/test/resources/rules/<id>}: what is expected stands
 * in their first lines, {@code # expect: <logical id> <line>: <sentence>}; of good ones, nothing.
 * What is known of the stack stands there, too: {@code # stack: <name>}, {@code # region:
 * <region>}, {@code # account: <id>}, {@code # tag: <key>=<value>} ({@code # tag: none} for none),
 * {@code # shortcut: VALIDATION}, {@code # today: <date>} for another day than the others', and
 * {@code # option: <name>=<value>} sets an option of the rule. Files of other names lie there to be
 * read by a template.
 */
class RulesTest {
    private static final Path FIXTURES = Path.of("src/test/resources/rules");
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);
    private static final Pattern TOKEN =
            Pattern.compile(
                    "'(?:[^']|'')*'|\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s'\"!|>&*{\\[#,}\\]][^,}\\]#\\n]*?(?=\\s*(?:[,}\\]]|#|$))");
    private static final Pattern PARAMETERS = Pattern.compile("(?m)^Parameters: *(\\{?)");
    private static final Pattern TEMPLATES = Pattern.compile("(good|bad)-.*");

    static Stream<Path> fixtures() throws IOException {
        try (Stream<Path> all = Files.walk(FIXTURES)) {
            return all
                    .filter(file -> TEMPLATES.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void a_template_shows_what_its_first_lines_say_and_nothing_else(Path file) throws Exception {
        String text = Files.readString(file);
        String id = file.getParent().getFileName().toString();
        List<String> expected = said(text, "expect");
        assertThat(template(text).problems()).as("a fixture is a good template").isEmpty();

        List<String> found =
                check(file, id).stream()
                        .filter(violation -> violation.rule().equals(id))
                        .map(v -> "%s %d: %s".formatted(v.logicalId(), v.at().line(), v.sentence()))
                        .toList();

        assertThat(found).isEqualTo(expected);
        assertThat(expected.isEmpty())
                .as("a good template is named good-…, a bad one bad-…")
                .isEqualTo(file.getFileName().toString().startsWith("good-"));
    }

    /** A literal is made a parameter's default; what is not found without it rests on it. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void what_a_parameters_default_decides_is_said_to_be_so_by_default(Path file) throws Exception {
        String text = Files.readString(file);
        String id = file.getParent().getFileName().toString();
        List<Value.Scalar> literals = new ArrayList<>();
        for (Resource resource : TemplateReader.read(text, Given.NOTHING).resources()) {
            literals(resource.properties(), literals);
        }
        for (Value.Scalar literal : literals) {
            String written = "'" + literal.text().replace("'", "''") + "'";
            List<Violation> decided =
                    found(file, referring(text, literal, ", Default: " + written), id);
            found(file, referring(text, literal, ""), id)
                    .forEach(each -> removeLike(decided, each));
            assertThat(decided.stream().map(Violation::sentence))
                    .as("%s in line %d", written, literal.at().line())
                    .allSatisfy(sentence -> assertThat(sentence).contains("by default"));
        }
    }

    /** The text with a parameter in the place of a literal; empty where that is not to be done. */
    private static String referring(String text, Value.Scalar literal, String more) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        String line = lines.get(literal.at().line() - 1);
        String before = line.substring(0, literal.at().column() - 1);
        Matcher token = TOKEN.matcher(line.substring(before.length()));
        if (!token.lookingAt() || text.stripLeading().startsWith("{")) {
            return "";
        }
        String parameter = "Literal: { Type: String" + more + " }";
        lines.set(
                literal.at().line() - 1,
                before + "!Ref Literal" + line.substring(before.length() + token.end()));
        String referring = String.join("\n", lines) + "\n";
        return PARAMETERS.matcher(referring).find()
                ? PARAMETERS
                        .matcher(referring)
                        .replaceFirst(found ->
                                Matcher.quoteReplacement(
                                        found.group(1).isEmpty()
                                                ? "Parameters:\n  " + parameter
                                                : "Parameters: { " + parameter + ","))
                : referring + "Parameters: { " + parameter + " }\n";
    }

    private static List<Violation> found(Path file, String text, String id) throws Exception {
        List<Violation> found = new ArrayList<>();
        try {
            found.addAll(text.isEmpty() ? List.of() : check(file, text, id));
        } catch (UnreadableTemplate e) {
            // A parameter cannot stand everywhere.
        }
        found.removeIf(violation -> !violation.rule().equals(id));
        return found;
    }

    /** Another name in a sentence is no other finding. */
    private static void removeLike(List<Violation> from, Violation violation) {
        from.stream()
                .filter(each ->
                        each.logicalId().equals(violation.logicalId())
                                && each.path().equals(violation.path())
                                && each.severity() == violation.severity())
                .min(
                        Comparator.comparing(
                                each -> !violation.sentence().startsWith(each.sentence())))
                .ifPresent(from::remove);
    }

    private static void literals(Value value, List<Value.Scalar> found) {
        switch (value) {
            case Value.Scalar scalar when !scalar.assumed() -> found.add(scalar);
            case Value.Items items -> items.values().forEach(each -> literals(each, found));
            case Value.Fields fields ->
                    fields.values().values().forEach(each -> literals(each, found));
            default -> {}
        }
    }

    private static List<Violation> check(Path file, String id) throws Exception {
        return check(file, Files.readString(file), id);
    }

    private static List<Violation> check(Path file, String text, String id) throws Exception {
        return check(file, text, id, template(text));
    }

    static List<Violation> check(Path file, String text, String id, Template template) {
        Stack stack = stack(text);
        Map<String, String> options = new HashMap<>();
        pairs(said(text, "option")).forEach((name, value) -> options.put(id + "." + name, value));
        return Rules.check(
                new Review(
                        template,
                        said(text, "today").stream()
                                .findFirst()
                                .map(LocalDate::parse)
                                .orElse(TODAY),
                        stack,
                        name -> beside(file.resolveSibling(name)),
                        options));
    }

    static Template template(String text) throws UnreadableTemplate {
        return TemplateReader.read(text, new Given(Map.of(), stack(text).pseudo()));
    }

    private static Stack stack(String text) {
        List<String> tags = said(text, "tag");
        return new Stack(
                said(text, "stack").stream().findFirst().orElse(null),
                said(text, "region").stream().findFirst().orElse(null),
                said(text, "account").stream().findFirst().orElse(null),
                tags.isEmpty() ? null : pairs(tags),
                said(text, "shortcut").stream()
                        .map(Stack.Shortcut::valueOf)
                        .collect(Collectors.toSet()));
    }

    private static Map<String, String> pairs(List<String> lines) {
        return lines.stream()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static List<String> said(String text, String what) {
        String start = "# " + what + ": ";
        return text.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    private static Optional<String> beside(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
            String text = Files.readString(page);
            assertThat(text).contains("`" + rule.info().id() + "`", "## In a template");
            for (String option : rule.info().options().keySet()) {
                assertThat(text).contains("`" + rule.info().id() + "." + option + "`");
            }
        }
    }
}
