package dev.amends.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCommandTest {
    @TempDir Path folder;
    private StubAws aws;
    private Terminal terminal;

    @BeforeEach
    void start() throws IOException {
        aws = new StubAws();
        terminal = new Terminal(aws);
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {Records.RECORD, Records.ENVELOPE})
    void aRecordIsHandedInAsItIsAndItsOutcomesArePrinted(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("e.json"), text);
        aws.answer =
                "{\"outcomes\":[{\"outcome\":\"fixed\",\"why\":\"Set its retention to 30 days.\",\"guardrail\":\"log-group-no-retention\",\"resource\":\"arn:x\\u001b\"}]}";

        terminal.run("event", file.toString());

        assertThat(terminal.out().strip())
                .isEqualTo("log-group-no-retention: fixed arn:x?: Set its retention to 30 days.");
        assertThat(aws.invoked).containsExactly(text);
        assertThat(terminal.exit()).isZero();
    }

    @Test
    void anOutcomeOfNoGuardrailNamesTheFunction() {
        aws.answer = "{\"outcomes\":[{\"outcome\":\"ignored\",\"why\":\"another account's: 2\"}]}";
        terminal.pipe(Records.RECORD).run("event", "-");

        assertThat(terminal.out().strip())
                .isEqualTo("amends-log-groups: ignored: another account's: 2");
    }

    @Test
    void aFunctionThatFailsIsExplainedByItsLog() {
        aws.functionError = "Unhandled";
        aws.answer = "{\"errorMessage\":\"not done; see the log\"}";
        aws.functionLog =
                """
                START RequestId: 1 Version: 3
                {"outcome":"retry","why":"DescribeLogGroups is throttled","message":"1","calls":4}
                java.lang.IllegalStateException: not done
                \tat dev.amends.Somewhere(Somewhere.java:1)
                END RequestId: 1
                REPORT RequestId: 1 Duration: 3 ms
                """;
        terminal.pipe(Records.RECORD).run("event", "-");

        assertThat(terminal.out().strip())
                .isEqualTo("amends-log-groups: not done: retry: DescribeLogGroups is throttled");
        assertThat(terminal.exit()).isEqualTo(1);
    }

    @Test
    void aFunctionThatDiesWithoutALogLineIsExplainedByItsError() {
        aws.functionError = "Unhandled";
        aws.answer = "{\"errorMessage\":\"Task timed out after 30.00 seconds\"}";
        aws.functionLog = "START RequestId: 1\nEND RequestId: 1\n";
        terminal.pipe(Records.RECORD).run("event", "-");

        assertThat(terminal.out()).contains("not done: Task timed out after 30.00 seconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"detail\":{}}", "7"})
    void whatIsNoRecordNeverLeaves(String text) {
        terminal.pipe(text).run("event", "-");

        assertThat(terminal.err()).startsWith("amends: - is no").hasLineCount(1);
        assertThat(terminal.exit()).isEqualTo(2);
        assertThat(aws.invoked).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsOneClearLine() {
        terminal.run("event", "no-such-file.json");

        assertThat(terminal.err().strip()).isEqualTo("amends: there is no file no-such-file.json");
        assertThat(terminal.exit()).isEqualTo(2);
    }

    @Test
    void anAnswerWithoutOutcomesIsNotTakenForSuccess() {
        aws.answer = "null";
        terminal.pipe(Records.RECORD).run("event", "-");

        assertThat(terminal.err()).contains("answered without outcomes");
        assertThat(terminal.exit()).isEqualTo(2);
    }
}
