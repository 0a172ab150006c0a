package dev.amends.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final Path PAGE = Path.of("../../docs/performance.md");

    @Test
    void fresh_figures_take_the_place_of_old_ones_and_nothing_else_changes() throws Exception {
        String page = Files.readString(PAGE);
        String once = Page.with(page, Page.ALL, "fresh figures\n");
        assertThat(once)
                .contains("fresh figures")
                .isEqualTo(Page.with(once, Page.ALL, "fresh figures\n"));
        assertThat(once.lines().findFirst()).isEqualTo(page.lines().findFirst());
        assertThat(once.substring(once.indexOf("<!-- end")))
                .isEqualTo(page.substring(page.indexOf("<!-- end")));
    }

    @Test
    void each_command_writes_its_own_part() throws Exception {
        String page = Files.readString(PAGE);
        String burst = Page.with(page, Page.BURST, "fresh figures\n");
        assertThat(burst).startsWith(page.substring(0, page.indexOf(Page.BURST + ";")));
        assertThat(burst.split("fresh figures", -1)).hasSize(2);
    }

    @Test
    void times_are_never_shown_as_those_of_lambda() throws Exception {
        assertThat(Files.readString(PAGE)).contains("a local JVM, not of a Firecracker restore");
    }

    @Test
    void a_page_without_its_markers_is_left_alone() {
        assertThatThrownBy(() -> Page.with("# Performance\n", Page.ALL, "figures"))
                .hasMessageContaining("markers");
    }
}
