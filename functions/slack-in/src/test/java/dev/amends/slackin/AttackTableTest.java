package dev.amends.slackin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every attack is refused, changes nothing, and is in the log. */
class AttackTableTest {
    private static final String THEM = "<one of them>";
    private static final Map<String, Result> RESULTS = new ConcurrentHashMap<>();

    /**
     * What came of an attack.
     *
     * @param written the keys of items that are new, changed or gone
     * @param log the line of the refusal
     */
    record Result(int status, String told, List<String> written, Node log) {}

    static List<Attack> attacks() {
        return Stream.of(UnsignedAttacks.all(), PressAttacks.all(), FormAttacks.all())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void it_is_refused_changes_nothing_and_is_in_the_log(Attack attack) {
        Result result = RESULTS.computeIfAbsent(attack.name(), _ -> run(attack));

        assertThat(result.status()).isEqualTo(attack.status());
        assertThat(result.told()).isEqualTo(attack.told());
        assertThat(result.written()).hasSize(attack.written()).allMatch(Acts::writable);
        assertThat(result.log().text("outcome")).isEqualTo("refused");
        assertThat(plain(attack, result.log().textOr("", "why"))).isEqualTo(attack.why());
        assertThat(plain(attack, result.log().textOr("", "user"))).isEqualTo(attack.user());
        assertThat(result.log().toString())
                .doesNotContain(World.SECRET, Standin.TOKEN, "v0=", "payload");
    }

    @Test
    void the_page_shows_what_a_run_gives() throws IOException {
        Path page = Path.of("../../docs/attack-table.md");
        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as("docs/attack-table.md must hold this table:%n%s", table())
                .contains(table());
    }

    private static Result run(Attack attack) {
        try (World world = new World()) {
            Supplier<List<World.Said>> act = attack.prepare().apply(world);
            int toldBefore = world.slack.ephemerals().size();
            Map<String, String> before = world.everything();
            int nudges = world.nudges.size();

            List<World.Said> all = act.get();

            Map<String, String> after = world.everything();
            List<World.Said> refused =
                    all.stream()
                            .filter(said ->
                                    said.log().stream()
                                            .anyMatch(
                                                    line -> "refused".equals(line.text("outcome"))))
                            .toList();
            assertThat(refused).as("%s", all).hasSize(1);
            assertThat(refused.getFirst().log()).hasSize(1);
            assertThat(world.nudges).hasSize(nudges + attack.written());
            TreeSet<String> keys = new TreeSet<>(before.keySet());
            keys.addAll(after.keySet());
            keys.removeIf(key -> String.valueOf(before.get(key)).equals(after.get(key)));
            List<Node> ephemerals = world.slack.ephemerals();
            String told =
                    ephemerals.size() > toldBefore
                            ? ephemerals.getLast().textOr("", "text")
                            : answered(refused.getFirst());
            return new Result(
                    refused.getFirst().status(),
                    plain(attack, told),
                    List.copyOf(keys),
                    refused.getFirst().log().getFirst());
        }
    }

    private static String answered(World.Said said) {
        if (said.body().isEmpty()) {
            return "";
        }
        Node json = said.json();
        return json.textOr(
                json.at("view", "blocks").items().stream()
                        .map(block -> block.textOr("", "text", "text"))
                        .collect(Collectors.joining(" ")),
                "text");
    }

    /** Without what differs from run to run. */
    private static String plain(Attack attack, String text) {
        String plain = text.replaceAll("<!date\\^[^>]*>", "<time>").replace('\n', ' ');
        return attack.written() == 0
                ? plain
                : plain.replaceAll("<@U0(ANN|CAT)0+1>", THEM).replaceAll("U0(ANN|CAT)0+1", THEM);
    }

    private static String table() {
        StringBuilder table =
                new StringBuilder("| attack | answered | told | in the log | written |\n");
        table.append("|---|---|---|---|---|\n");
        for (Attack attack : attacks()) {
            Result result = RESULTS.computeIfAbsent(attack.name(), _ -> run(attack));
            table.append("| ")
                    .append(attack.name())
                    .append(" | ")
                    .append(result.status())
                    .append(" | ")
                    .append(cell(result.told()))
                    .append(" | refused: ")
                    .append(cell(plain(attack, result.log().textOr("", "why"))))
                    .append(" | ")
                    .append(
                            result.written().isEmpty()
                                    ? "nothing"
                                    : result.written().size() + " decision, the first one's")
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String cell(String text) {
        return text.isEmpty()
                ? "nothing"
                : text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("|", "\\|");
    }
}
