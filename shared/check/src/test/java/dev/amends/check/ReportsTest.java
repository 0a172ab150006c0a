package dev.amends.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.Node;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Reports as JSON and JUnit, of findings that count, are known, are left alone. */
class ReportsTest {
    @TempDir Path folder;
    private ReportedFiles files;

    @BeforeEach
    void write_files() {
        files = new ReportedFiles(folder);
    }

    @Test
    void json_has_all_that_is_known_of_each_finding() throws Exception {
        Node root = Node.parse(files.report("json"));

        assertThat(root.number("version")).isEqualTo(1);
        assertThat(root.at("files").texts())
                .containsExactly("stacks/left.yaml", "stacks/my app.yaml", "stacks/broken.yaml");
        List<Node> findings = root.at("findings").items();
        assertThat(findings)
                .extracting(each -> each.text("resource") + " " + each.text("standing"))
                .containsExactly("Audit ignored", "New open", "Logs known", "Url open");
        assertThat(findings.get(0).toString())
                .isEqualTo(
                        "{\"file\":\"stacks/left.yaml\",\"line\":3,\"column\":3,\"rule\":\"log-group-no-retention\",\"severity\":\"low\",\"resource\":\"Audit\",\"path\":[\"RetentionInDays\"],\"sentence\":\"Without RetentionInDays, the log group Audit keeps its logs for ever, and you pay for them for ever.\",\"instead\":\"RetentionInDays: 30\",\"fingerprint\":\"%s\",\"standing\":\"ignored\",\"fails\":false,\"reason\":\"audit <2>\",\"until\":\"2027-06-30\"}"
                                .formatted(findings.get(0).text("fingerprint")));
        assertThat(findings.get(0).text("fingerprint")).matches("[0-9a-f]{32}:1");
        assertThat(findings)
                .extracting(each -> each.at("fails").value())
                .containsExactly(false, false, false, true);
        assertThat(root.at("unreadable").items().getFirst().toString())
                .startsWith(
                        "{\"file\":\"stacks/broken.yaml\",\"line\":2,\"column\":3,\"why\":\"it is not YAML: ");
        assertThat(root.at("gone").items()).isEmpty();
    }

    @Test
    void only_what_counts_can_be_asked_for() throws Exception {
        assertThat(Node.parse(files.report("json", "--open-only")).at("findings").items())
                .extracting(each -> each.text("resource"))
                .containsExactly("New", "Url");
    }

    @Test
    void junit_has_a_suite_for_each_file_and_a_test_for_each_finding() throws Exception {
        Element root =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(files.report("junit"))))
                        .getDocumentElement();

        assertThat(all(root, "testsuite"))
                .extracting(ReportsTest::counts)
                .containsExactly(
                        "stacks/left.yaml: 2 tests, 0 failures, 0 errors, 1 skipped",
                        "stacks/my app.yaml: 2 tests, 1 failures, 0 errors, 1 skipped",
                        "stacks/broken.yaml: 1 tests, 0 failures, 1 errors, 0 skipped");
        assertThat(all(root, "testcase"))
                .extracting(test -> test.getAttribute("name") + ": " + outcome(test))
                .containsExactly(
                        "log-group-no-retention Audit.RetentionInDays: skipped",
                        "log-group-no-retention New.RetentionInDays: system-out",
                        "log-group-no-retention Logs.RetentionInDays: skipped",
                        "function-url-public Url.AuthType: failure",
                        "can be reviewed: error");
        assertThat(all(root, "skipped").getFirst().getAttribute("message"))
                .isEqualTo("left alone: audit <2>");
        assertThat(all(root, "failure").getFirst().getTextContent())
                .startsWith("stacks/my app.yaml:8:17 Anyone on the internet")
                .endsWith("\nInstead:\nAuthType: AWS_IAM");
    }

    @Test
    void junit_has_a_test_for_a_file_in_which_nothing_is_found() {
        Shell shell =
                new Shell(folder)
                        .write("fine.json", Shell.FINE)
                        .run("check", "fine.json", "--format", "junit");

        assertThat(shell.out())
                .isEqualTo(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <testsuites name="amends">
                          <testsuite name="fine.json" tests="1" failures="0" errors="0" skipped="0">
                            <testcase classname="fine.json" name="no findings" file="fine.json"/>
                          </testsuite>
                        </testsuites>
                        """);
    }

    private static String counts(Element suite) {
        return "%s: %s tests, %s failures, %s errors, %s skipped"
                .formatted(
                        suite.getAttribute("name"),
                        suite.getAttribute("tests"),
                        suite.getAttribute("failures"),
                        suite.getAttribute("errors"),
                        suite.getAttribute("skipped"));
    }

    private static String outcome(Element test) {
        return test.getElementsByTagName("*").item(0).getNodeName();
    }

    private static List<Element> all(Element root, String name) {
        List<Element> found = new ArrayList<>();
        var nodes = root.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }
}
