package dev.amends.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "settings",
                "settings check",
                "settings show",
                "settings apply",
                "findings",
                "event",
                "redrive"
            })
    void everyCommandHasHelp(String command) {
        List<String> args = new java.util.ArrayList<>(List.of(command.split(" ", -1)));
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
                                        new java.io.IOException("Connection refused"))))
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
    private static final class NoAws implements Aws {
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
