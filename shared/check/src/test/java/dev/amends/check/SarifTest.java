package dev.amends.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.amends.core.json.Node;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SarifTest {
    @TempDir Path folder;
    private ReportedFiles files;

    @BeforeEach
    void write_files() {
        files = new ReportedFiles(folder);
    }

    private Node run(String... more) throws Exception {
        return Node.parse(files.report("sarif", more)).at("runs").items().getFirst();
    }

    @Test
    void it_keeps_to_its_schema() throws Exception {
        try (InputStream schema =
                getClass().getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            JsonSchema sarif =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
            ObjectNode report =
                    (ObjectNode)
                            new ObjectMapper()
                                    .readTree(
                                            files.report(
                                                    "sarif", "--docs", "https://example.com/d"));

            assertThat(sarif.validate(report)).isEmpty();
            // And the schema does object to what is wrong.
            ((ObjectNode) report.at("/runs/0/results/0")).put("level", "grave");
            assertThat(sarif.validate(report)).isNotEmpty();
        }
    }

    @Test
    void files_are_named_from_the_root_of_the_repository_wherever_the_command_runs()
            throws Exception {
        assertThat(uris(run()))
                .containsExactly(
                        "stacks/left.yaml",
                        "stacks/left.yaml",
                        "stacks/my%20app.yaml",
                        "stacks/my%20app.yaml");
        files.shell.cd("stacks").run("check", "my app.yaml", "--format", "sarif");
        assertThat(uris(Node.parse(files.shell.out()).at("runs").items().getFirst()))
                .containsExactly("stacks/my%20app.yaml", "stacks/my%20app.yaml");
    }

    private static List<String> uris(Node run) {
        return run.at("results").items().stream()
                .map(each -> each.at("locations").items().getFirst())
                .map(each -> each.at("physicalLocation", "artifactLocation"))
                .map(each ->
                        "%SRCROOT%".equals(each.text("uriBaseId")) ? each.text("uri") : "no base")
                .toList();
    }

    @Test
    void it_says_who_left_a_finding_alone() throws Exception {
        assertThat(run().at("results").items())
                .extracting(each -> each.at("suppressions").items().size())
                .containsExactly(1, 0, 1, 0);
        List<Node> suppressed =
                run().at("results").items().stream()
                        .flatMap(each -> each.at("suppressions").items().stream())
                        .toList();
        assertThat(suppressed)
                .extracting(each -> each.text("kind") + ": " + each.text("justification"))
                .containsExactly(
                        "inSource: audit <2> (until 2027-06-30)",
                        "external: It is in the baseline.");
        assertThat(run("--open-only").at("results").items())
                .hasSize(2)
                .noneMatch(each -> each.at("suppressions").exists());
    }

    @Test
    void each_rule_is_described_with_its_page_and_a_link_to_it() throws Exception {
        Node rule = rule(run("--docs", "https://example.com/docs"));

        assertThat(rule.text("helpUri"))
                .isEqualTo("https://example.com/docs/guardrails/bucket-policy-broad.md");
        assertThat(rule.text("help", "markdown")).startsWith("# Bucket that lets in more");
        assertThat(rule.text("defaultConfiguration", "level")).isEqualTo("error");
        assertThat(rule.text("properties", "security-severity")).isEqualTo("8.0");
    }

    @Test
    void without_an_address_of_the_docs_no_link_is_made_up() throws Exception {
        assertThat(rule(run()).text("helpUri")).isNull();

        files.shell.environment.put("AMENDS_DOCS", "https://example.com/docs/");
        assertThat(rule(run()).text("helpUri"))
                .isEqualTo("https://example.com/docs/guardrails/bucket-policy-broad.md");
    }

    private static Node rule(Node run) {
        return run.at("tool", "driver", "rules").items().stream()
                .filter(each -> "bucket-policy-broad".equals(each.text("id")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void it_tells_of_a_file_that_could_not_be_reviewed() throws Exception {
        Node invocation = run().at("invocations").items().getFirst();

        assertThat(invocation.at("executionSuccessful").value()).isEqualTo(false);
        assertThat(
                        invocation
                                .at("toolExecutionNotifications")
                                .items()
                                .getFirst()
                                .text("message", "text"))
                .startsWith("It could not be reviewed: it is not YAML: ");
    }

    @Test
    void fingerprints_stay_when_lines_move_and_tell_the_same_twice_apart() throws Exception {
        String policy =
                """
                Resources:
                  P:
                    Type: AWS::S3::BucketPolicy
                    Properties:
                      Bucket: b
                      PolicyDocument:
                        Statement:
                          - {Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/1'}
                          - {Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/2'}
                """;
        List<String> before = fingerprints(policy);

        assertThat(before).hasSize(2).doesNotHaveDuplicates();
        assertThat(fingerprints("\n\n# moved\n" + policy)).isEqualTo(before);
    }

    private List<String> fingerprints(String template) throws Exception {
        files.shell.write("p.yaml", template).run("check", "p.yaml", "--format", "sarif");
        return Node.parse(files.shell.out())
                .at("runs")
                .items()
                .getFirst()
                .at("results")
                .items()
                .stream()
                .map(result -> result.text("partialFingerprints", "amends/v1"))
                .toList();
    }
}
