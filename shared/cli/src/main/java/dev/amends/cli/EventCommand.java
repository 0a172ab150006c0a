package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import dev.amends.core.change.Change;
import dev.amends.core.change.Origin;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.lambda.LambdaClient;

@Command(
        name = "event",
        description = {
            "Hands a CloudTrail record to the guardrails, as if it had just happened, and prints what came of it.",
            "Settings and state are those of now: in fix mode this changes things."
        })
final class EventCommand implements Callable<Integer> {
    private final World world;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "A CloudTrail record, or the EventBridge event around it (JSON); - reads it from a pipe.")
    Path file = Path.of("-");

    @Mixin StackOptions options = new StackOptions();

    EventCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Cannot {
        String record = record();
        Aws aws = options.aws(world);
        Installation installation = Installation.find(aws.cloudFormation(), options.stack);
        LambdaClient lambda = aws.lambda();
        int exit = Exit.DONE;
        for (String function : installation.guardrailFunctions()) {
            Invocation invocation = Invocation.of(lambda, function, record);
            String name = name(function);
            if (!invocation.failure().isEmpty()) {
                world.say(name + ": not done: " + invocation.failure());
                exit = Exit.REFUSED;
            } else {
                outcomes(name, invocation.payload());
            }
        }
        return exit;
    }

    private String record() throws Cannot {
        String text = Source.read(file, world.in());
        try {
            Node node = Node.parse(text);
            if (Change.parse(node, Origin.MANUAL).isEmpty()) {
                throw Cannot.because(
                        file
                                + " is no CloudTrail record: eventID, eventName, eventSource, eventTime, account and Region are needed");
            }
            return text;
        } catch (BadJson e) {
            throw Cannot.because(file + " is not JSON: " + e.getMessage());
        }
    }

    private void outcomes(String name, String payload) throws Cannot {
        Node answer;
        try {
            answer = Node.parse(payload);
        } catch (BadJson e) {
            throw Cannot.because(name + " answered something that is not JSON");
        }
        if (!answer.at("outcomes").isList()) {
            throw Cannot.because(
                    name
                            + " answered without outcomes: is it of the same version as this command?");
        }
        for (Node outcome : answer.at("outcomes").items()) {
            String resource = outcome.textOr("", "resource");
            world.say(
                    "%s: %s%s: %s"
                            .formatted(
                                    Optional.ofNullable(outcome.text("guardrail")).orElse(name),
                                    outcome.textOr("?", "outcome"),
                                    resource.isEmpty() ? "" : " " + resource,
                                    outcome.textOr("", "why")));
        }
    }

    /** The function's name in an alias's ARN. */
    private static String name(String arn) {
        String[] parts = arn.split(":", -1);
        return parts.length > 6 ? parts[6] : arn;
    }
}
