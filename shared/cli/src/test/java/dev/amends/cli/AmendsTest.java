package dev.amends.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

class AmendsTest {
    private final Terminal terminal = new Terminal(new NoAws());

    @Test
    void theVersionIsThatOfTheBuild() {
        terminal.run("--version");

        assertThat(terminal.out().strip()).matches("amends \\d+\\.\\d+\\.\\d+");
        assertThat(terminal.exit()).isZero();
    }

    @Test
    void withoutACommandItShowsWhatThereIs() {
        terminal.run();

        assertThat(terminal.err()).contains("settings", "findings", "event", "redrive");
        assertThat(terminal.exit()).isEqualTo(2);
    }

    /** Every command, with the words that lead to it. */
    private static List<String> commands() {
        List<String> names = new ArrayList<>();
        collect("", Amends.commands(new Terminal(new NoAws()).world()), names);
        return names;
    }

    private static void collect(String path, CommandLine command, List<String> names) {
        command.getSubcommands()
                .forEach((name, inner) -> {
                    names.add(path + name);
                    collect(path + name + " ", inner, names);
                });
    }

    @Test
    void thePageOfCommandsHasEachOfThemAndNoOther() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("docs/command-line.md"))) {
            here = here.getParent();
        }
        List<String> described =
                Files.readAllLines(here.resolve("docs/command-line.md")).stream()
                        .filter(line -> line.startsWith("### `amends "))
                        .map(line -> line.substring("### `amends ".length(), line.lastIndexOf('`')))
                        .toList();

        // A word that only leads to others needs no part of its own.
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        commands().stream()
                                .filter(name ->
                                        commands().stream()
                                                .noneMatch(other -> other.startsWith(name + " ")))
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelp(String command) {
        List<String> args = new ArrayList<>(List.of(command.split(" ", -1)));
        args.add("--help");
        terminal.run(args.toArray(String[]::new));

        assertThat(terminal.out()).startsWith("Usage: amends " + command);
        assertThat(terminal.exit()).isZero();
    }

    @Test
    void aMistypedCommandIsOneLineWithAGuess() {
        terminal.run("finding");

        assertThat(terminal.err().strip())
                .isEqualTo(
                        "amends: Unmatched argument at index 0: 'finding'; did you mean findings?; see 'amends --help'");
        assertThat(terminal.exit()).isEqualTo(2);
    }

    @Test
    void aMissingArgumentIsOneLine() {
        terminal.run("settings", "check");

        assertThat(terminal.err().strip())
                .isEqualTo(
                        "amends: Missing required parameter: 'FILE'; see 'amends settings check --help'");
        assertThat(terminal.exit()).isEqualTo(2);
    }

    @Test
    void aMistakeOfOursIsOneLineToo() {
        terminal.run("settings", "show");

        assertThat(terminal.err()).startsWith("amends: a mistake of ours").hasLineCount(1);
        assertThat(terminal.exit()).isEqualTo(2);
    }

    @Test
    void troubleWithAwsNamesTheCauseAndTheNextStep() {
        assertThat(
                        Failures.explain(
                                SdkClientException.create(
                                        "Unable to load credentials from any of the providers")))
                .startsWith("no AWS credentials were found: sign in");
        assertThat(Failures.explain(SdkClientException.create("Unable to load region from x")))
                .startsWith("no Region is set: give --region");
        assertThat(
                        Failures.explain(
                                SdkClientException.create(
                                        "Unable to execute HTTP request",
                                        new IOException("Connection refused"))))
                .contains("(Connection refused); is the network there, and AWS_ENDPOINT_URL right");
        assertThat(
                        Failures.explain(
                                DynamoDbException.builder()
                                        .awsErrorDetails(
                                                AwsErrorDetails.builder()
                                                        .errorCode("AccessDeniedException")
                                                        .errorMessage("User x may not PutItem")
                                                        .build())
                                        .build()))
                .isEqualTo(
                        "AWS answered AccessDeniedException: User x may not PutItem; sign in as somebody who may do this");
    }

    /** No command that is only misused may ask for a client. */
    static final class NoAws implements Aws {
        @Override
        public CloudFormationClient cloudFormation() {
            throw new IllegalStateException("not wanted");
        }

        @Override
        public DynamoDbClient dynamo() {
            throw new IllegalStateException("not wanted");
        }

        @Override
        public CloudTrailClient cloudTrail() {
            throw new IllegalStateException("not wanted");
        }

        @Override
        public EventBridgeClient eventBridge() {
            throw new IllegalStateException("not wanted");
        }

        @Override
        public LambdaClient lambda() {
            throw new IllegalStateException("not wanted");
        }

        @Override
        public SqsClient sqs() {
            throw new IllegalStateException("not wanted");
        }

        @Override
        public StsClient sts() {
            throw new IllegalStateException("not wanted");
        }
    }
}
