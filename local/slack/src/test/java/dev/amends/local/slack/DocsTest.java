package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocsTest {

    private static final String MARKDOWN =
            """
            # Log groups
            ## What `retention` costs
            | days | price |
            |---|---|
            | 30 | 1 |

            [next](other.md) [bad](javascript:alert(1)) <script>alert(1)</script>
            """;

    private final Running slack;

    DocsTest(@TempDir Path folder) throws IOException {
        Path docs = Files.createDirectories(folder.resolve("docs/guardrails")).getParent();
        Files.writeString(folder.resolve("secret.md"), "secret");
        Files.createDirectories(folder.resolve("docs-private"));
        Files.writeString(folder.resolve("docs-private/secret.md"), "secret");
        Files.writeString(folder.resolve("docs/guardrails/log-groups.md"), MARKDOWN);
        Files.writeString(folder.resolve("docs/guardrails/notes.txt"), "secret");
        Files.createSymbolicLink(folder.resolve("docs/link.md"), folder.resolve("secret.md"));
        slack = Running.withDocs(docs);
    }

    @AfterEach
    void stop() {
        slack.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/guardrails/log-groups.md", "/docs/guardrails/log-groups"})
    void a_markdown_file_is_a_page(String path) {
        Document page = Jsoup.parse(slack.get(path).body());

        assertThat(page.select("h1").text()).isEqualTo("Log groups");
        assertThat(page.select("h2").attr("id")).isEqualTo("what-retention-costs");
        assertThat(page.select("td").eachText()).containsExactly("30", "1");
        assertThat(page.select("a").first()).isNotNull();
        assertThat(page.select("a").eachAttr("href")).doesNotContain("javascript:alert(1)");
        assertThat(page.select("script")).isEmpty();
    }

    @Test
    void a_folder_lists_its_files_and_its_address_ends_with_a_slash() {
        assertThat(slack.get("/docs/guardrails").headers().firstValue("Location"))
                .contains("/docs/guardrails/");
        assertThat(
                        Jsoup.parse(slack.get("/docs/guardrails/").body())
                                .select("li a")
                                .eachAttr("href"))
                .containsExactly("/docs/guardrails/log-groups.md");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/../secret.md",
                "/docs/%2e%2e/secret.md",
                "/docs/..%2fsecret.md",
                "/docs/guardrails/../../secret.md",
                "/docs/../docs-private/secret.md",
                "/docs//etc/hostname",
                "/docs/link.md",
                "/docs/guardrails/notes.txt",
                "/docs/a%00.md",
                "/docs/none.md"
            })
    void nothing_else_is_served(String path) throws IOException {
        String answer = rawGet(path);

        assertThat(answer).startsWith("HTTP/1.1 404");
        assertThat(answer).doesNotContain("secret");
    }

    /** Past a client that tidies paths up. */
    private String rawGet(String path) throws IOException {
        URI uri = URI.create(slack.url("/"));
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            String request =
                    "GET "
                            + path
                            + " HTTP/1.1\r\nHost: "
                            + uri.getAuthority()
                            + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
