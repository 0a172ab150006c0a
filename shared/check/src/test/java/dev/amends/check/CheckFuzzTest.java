package dev.amends.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.amends.core.json.Node;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.xml.sax.InputSource;

/**
 * Whatever a template holds: all rules, every report, and neither a mistake of ours nor a report
 * that its readers cannot read.
 */
class CheckFuzzTest {
    private static final List<String> TYPES =
            List.of(
                    "AWS::Lambda::Permission",
                    "AWS::S3::BucketPolicy",
                    "AWS::Serverless::Function");

    @FuzzTest(maxDuration = "20s")
    void any_text_ends_in_a_report_that_can_be_read(byte[] bytes) throws Exception {
        String text = new String(bytes, StandardCharsets.UTF_8);
        look(text);
        for (String type : TYPES) {
            look(
                    "Resources: {\"A\u0001<&\": {Type: \"%s\", Properties: %s}}"
                            .formatted(type, text));
        }
    }

    private static void look(String text) throws Exception {
        for (String format : List.of("text", "json", "sarif", "junit")) {
            Shell shell =
                    new Shell(Path.of("/nowhere")).pipe(text).run("check", "-", "--format", format);
            assertThat(shell.exit()).isBetween(0, 2);
            assertThat(shell.err()).isEmpty();
            assertThat(shell.out()).isNotBlank().doesNotContain("a mistake of ours");
            switch (format) {
                case "json", "sarif" -> assertThat(Node.parse(shell.out()).isObject()).isTrue();
                case "junit" ->
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(new InputSource(new StringReader(shell.out())));
                default -> assertThat(shell.out()).endsWith(".\n");
            }
        }
    }
}
