package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README is what others write against: its table has what is there, and nothing else. */
class RoutesTest {

    private final String readme = Files.readString(Path.of("README.md"));
    private final Workspace workspace =
            Workspace.of(Options.of("--token", "x"), InstantSource.system());

    RoutesTest() throws IOException {}

    @Test
    void the_readme_has_every_route_of_the_control_api() {
        try (Delivery delivery = new Delivery(workspace.app(), InstantSource.system())) {
            Control control = new Control(workspace, new Faults(), delivery, () -> "");

            assertThat(found("^\\| `(GET|POST|DELETE) /_standin/(\\w+)` \\|"))
                    .containsExactlyInAnyOrderElementsOf(control.routes());
        }
    }

    @Test
    void the_readme_has_every_method_of_the_web_api() {
        WebApi api = new WebApi("x", workspace, new Faults(), () -> "");
        String row =
                readme.lines()
                        .filter(line -> line.contains("/api/METHOD"))
                        .findFirst()
                        .orElseThrow();

        assertThat(
                        Pattern.compile("`(\\w+\\.[\\w.]+)`")
                                .matcher(row)
                                .results()
                                .map(method -> method.group(1)))
                .containsExactlyInAnyOrderElementsOf(api.methods());
    }

    @Test
    void the_readme_has_every_option() {
        assertThat(
                        Pattern.compile("--[a-z-]+")
                                .matcher(Options.USAGE)
                                .results()
                                .map(MatchResult::group))
                .isNotEmpty()
                .allSatisfy(option -> assertThat(readme).contains(option + " "));
    }

    private List<String> found(String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(readme)
                .results()
                .map(route -> route.group(1) + " " + route.group(2))
                .toList();
    }
}
