package dev.amends.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Templates that somebody made to keep a review busy. What a template costs grows with its length
 * and no faster; what would unfold without end is refused.
 */
class HostileTemplateTest {
    private static final int KEYS = 80_000;
    private static final int FEW = 20_000;
    private static final int ROUNDS = 4;

    /** What twice as much may cost; where everything is looked at for each, it would be 4. */
    private static final double TWICE = 2.5;

    private static final String TOPIC = "Resources:\n  T:\n    Type: AWS::SNS::Topic\n";

    private static String lines(String head, int count, String line) {
        StringBuilder text = new StringBuilder(head);
        for (int i = 0; i < count; i++) {
            text.append(line.replace("#", Integer.toString(i)));
        }
        return text.toString();
    }

    private static Named<IntFunction<String>> shape(String name, IntFunction<String> shape) {
        return Named.of(name, shape);
    }

    private static Stream<Named<IntFunction<String>>> shapes() {
        return Stream.of(
                shape("keys of one map", n -> lines(TOPIC + "    Metadata:\n", n, "      k#: v\n")),
                shape(
                        "keys of one map, JSON",
                        n ->
                                lines(
                                                "{\"Resources\":{\"T\":{\"Type\":\"AWS::SNS::Topic\",\"Metadata\":{\"k\":0",
                                                n,
                                                ",\"k#\":1")
                                        + "}}}}"),
                shape(
                        "the same key again and again",
                        n -> lines(TOPIC + "    Metadata:\n", n, "      k: v\n")),
                shape(
                        "keys over keys that were merged",
                        n ->
                                lines("Metadata:\n  A: &a\n", n / 2, "    k#: v\n")
                                        + lines("  B:\n    <<: *a\n", n / 2, "    k#: v\n")
                                        + TOPIC),
                shape(
                        "aliases",
                        n -> lines("Metadata:\n  A: &a {k: v}\n", n, "  B#: *a\n") + TOPIC),
                shape(
                        "parameters and their places",
                        n ->
                                lines("Parameters:\n", n / 2, "  P#: {Type: String, Default: x}\n")
                                        + lines(
                                                TOPIC + "    Metadata:\n",
                                                n / 2,
                                                "      k#: !Ref P#\n")),
                shape(
                        "mappings and their places",
                        n ->
                                lines("Mappings:\n  M:\n", n / 2, "    K#: {v: x}\n")
                                        + lines(
                                                TOPIC + "    Metadata:\n",
                                                n / 2,
                                                "      k#: !FindInMap [M, K#, v]\n")),
                shape(
                        "conditions, each of the one before",
                        n ->
                                lines("Conditions:\n  C0: !Equals [a, a]\n", n / 2, "  D#: x\n")
                                        + lines(
                                                "  E0: !Not [!Condition C0]\n",
                                                n / 2,
                                                "  C#x: !Not [!Condition C#]\n")
                                        + TOPIC
                                        + "    Condition: C0x\n"),
                shape(
                        "a loop",
                        n ->
                                lines(
                                                "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::L:\n    - X\n    - [a",
                                                n,
                                                ", a#")
                                        + "]\n    - R${X}: {Type: AWS::SNS::Topic}\n"));
    }

    private static long nanos(String text) throws UnreadableTemplate {
        // Of this thread alone: what else the machine does, and the collector, do not count.
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Template template = TemplateReader.read(text, Given.NOTHING);
        Rules.review(Review.of(template, LocalDate.of(2026, 3, 1)));
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began;
    }

    @Test
    void many_keys_cost_about_as_much_each_as_few() throws Exception {
        eighty_thousand_keys_take_seconds_and_twice_as_many_about_twice_as_long(
                shapes().findFirst().orElseThrow().getPayload());
    }

    @Tag("proof")
    @ParameterizedTest
    @MethodSource("shapes")
    void eighty_thousand_keys_take_seconds_and_twice_as_many_about_twice_as_long(
            IntFunction<String> shape) throws Exception {
        assertThat(fourfold(shape)).isLessThan(TWICE * TWICE);
    }

    /** The parser copies what it holds of a text with each 1,024 characters. */
    @Tag("proof")
    @Test
    void one_long_text_costs_no_more_than_its_length_squared() throws Exception {
        assertThat(
                        fourfold(n ->
                                lines(
                                                "Parameters: {P: {Type: String, Default: abc}}\n"
                                                        + TOPIC
                                                        + "    Metadata:\n      k: !Sub '",
                                                n,
                                                "${P}-#")
                                        + "'\n"))
                .isLessThan(16);
    }

    /** How many times as long four times as many take. */
    private static double fourfold(IntFunction<String> shape) throws Exception {
        String few = shape.apply(FEW);
        String all = shape.apply(KEYS);
        long little = Long.MAX_VALUE;
        long much = Long.MAX_VALUE;
        // The two take turns, and the best of each counts.
        for (int round = 0; round < ROUNDS; round++) {
            little = Math.min(little, nanos(few));
            much = Math.min(much, nanos(all));
        }

        assertThat(Duration.ofNanos(much)).isLessThan(Duration.ofSeconds(5));
        return much / (double) little;
    }

    private static Stream<Named<String>> endless() {
        String p = "Parameters: {P: {Type: String, Default: '%s'}}\n";
        String text = p.formatted("x".repeat(100_000));
        return Stream.of(
                Named.of(
                        "a map merged into many",
                        lines("Metadata:\n  A: &a\n", 1_000, "    k#: v\n")
                                + lines("", 10_000, "  B#: {<<: *a}\n")
                                + TOPIC),
                Named.of(
                        "aliases of aliases",
                        lines(
                                        "Metadata:\n  A: &x0 [v, v]\n",
                                        1,
                                        "  B1: &x1 [*x0, *x0, *x0, *x0, *x0, *x0, *x0, *x0, *x0, *x0]\n")
                                + "  B2: &x2 [*x1, *x1, *x1, *x1, *x1, *x1, *x1, *x1, *x1, *x1]\n"
                                + "  B3: &x3 [*x2, *x2, *x2, *x2, *x2, *x2, *x2, *x2, *x2, *x2]\n"
                                + "  B4: &x4 [*x3, *x3, *x3, *x3, *x3, *x3, *x3, *x3, *x3, *x3]\n"
                                + "  B5: [*x4, *x4, *x4, *x4, *x4, *x4, *x4, *x4, *x4, *x4]\n"
                                + "  B6: [*x4, *x4, *x4, *x4, *x4, *x4, *x4, *x4, *x4, *x4]\n"
                                + "  B7: [*x4, *x4, *x4, *x4, *x4, *x4, *x4, *x4, *x4, *x4]\n"
                                + TOPIC),
                Named.of(
                        "a long text substituted often",
                        text
                                + TOPIC
                                + "    Metadata:\n      k: !Sub '"
                                + "${P}".repeat(10_000)
                                + "'\n"),
                Named.of(
                        "a long text joined often",
                        text
                                + TOPIC
                                + "    Metadata:\n      k: !Join ['', ["
                                + "!Ref P, ".repeat(10_000)
                                + "x]]\n"),
                Named.of(
                        "a long text split often",
                        lines(
                                p.formatted("x,".repeat(50_000)) + TOPIC + "    Metadata:\n",
                                1_000,
                                "      k#: !Select [0, !Split [',', !Ref P]]\n")),
                Named.of(
                        "a long list taken often",
                        lines(
                                p.formatted("x,".repeat(50_000))
                                                .replace("Type: String", "Type: CommaDelimitedList")
                                        + TOPIC
                                        + "    Metadata:\n",
                                1_000,
                                "      k#: !Ref P\n")),
                Named.of(
                        "a loop around a long text",
                        lines(
                                        "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::L:\n    - X\n    - [a",
                                        5_000,
                                        ", a#")
                                + "]\n    - R${X}: {Type: AWS::SNS::Topic, Metadata: {k: '"
                                + "${X}".repeat(20_000)
                                + "'}}\n"),
                Named.of(
                        "lists in lists",
                        TOPIC + "    Metadata: " + "[".repeat(KEYS) + "]".repeat(KEYS) + "\n"));
    }

    @ParameterizedTest
    @MethodSource("endless")
    void what_would_unfold_without_end_is_refused_before_it_does(String text) {
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

        assertThatThrownBy(() -> TemplateReader.read(text, new Given(Map.of(), Map.of())))
                .isInstanceOf(UnreadableTemplate.class)
                .hasMessageMatching(".*(unfold|nested deeper).*");

        assertThat(
                        Duration.ofNanos(
                                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
                                        - began))
                .isLessThan(Duration.ofSeconds(5));
    }

    /** Each condition is of the one before: as deep as a stack of calls must not go. */
    @Test
    void a_chain_of_conditions_ends_where_nothing_can_be_told() throws Exception {
        StringBuilder text = new StringBuilder("Conditions:\n  C0: !Equals [a, a]\n");
        for (int i = 1; i < KEYS; i++) {
            text.append("  C%d: !Not [!Condition C%d]\n".formatted(i, i - 1));
        }
        Template template =
                TemplateReader.read(
                        text + TOPIC + "    Condition: C%d\n".formatted(KEYS - 1), Given.NOTHING);

        assertThat(template.resources().getFirst().presence()).isEqualTo(Resource.Presence.MAYBE);
    }
}
