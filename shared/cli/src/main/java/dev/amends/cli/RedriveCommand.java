package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.check.terminal.Exit;
import dev.amends.check.terminal.Guess;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

@Command(
        name = "redrive",
        description = {
            "Shows the dead letters and hands them to the functions they were for.",
            "What a guardrail would fix in a fresh event it only proposes for one brought back."
        })
final class RedriveCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    /** Not a guardrail: it takes the reports as they were. */
    private static final String SLACK_OUT = "slack-out";

    private final World world;
    private boolean unasked;

    @Parameters(
            arity = "0..1",
            paramLabel = "FUNCTION",
            description = "Only this function's, such as log-groups (default: all).")
    @Nullable String function;

    @Option(names = "--yes", description = "Do not ask before handing them over.")
    boolean yes;

    @Mixin StackOptions options = new StackOptions();

    RedriveCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Cannot {
        Aws aws = options.aws(world);
        List<Installation.DeadLetters> queues =
                chosen(Installation.find(aws.cloudFormation(), options.stack).deadLetters());
        SqsClient sqs = aws.sqs();
        LambdaClient lambda = aws.lambda();
        int exit = Exit.DONE;
        for (Installation.DeadLetters queue : queues) {
            exit = Math.max(exit, one(new DeadLetterQueue(sqs, queue), lambda, queue.function()));
        }
        if (unasked) {
            throw Cannot.refused(
                    "nothing was sent: there is no terminal to ask at; give --yes to go ahead");
        }
        return exit;
    }

    private List<Installation.DeadLetters> chosen(List<Installation.DeadLetters> queues)
            throws Cannot {
        if (function == null) {
            return queues;
        }
        List<Installation.DeadLetters> chosen =
                queues.stream().filter(q -> q.function().equals(function)).toList();
        if (chosen.isEmpty()) {
            List<String> names = queues.stream().map(Installation.DeadLetters::function).toList();
            throw Cannot.because(
                    "no function is called %s%s; there are: %s"
                            .formatted(
                                    function,
                                    Guess.didYouMean(String.valueOf(function), names),
                                    String.join(", ", names)));
        }
        return chosen;
    }

    private int one(DeadLetterQueue queue, LambdaClient lambda, String name) throws Cannot {
        int estimate = queue.count();
        List<Message> shown = queue.peek(SHOWN);
        if (shown.isEmpty()) {
            world.say(
                    estimate == 0
                            ? name + ": no dead letters"
                            : "%s: %d dead letters, all held by somebody else at the moment; try again in five minutes"
                                    .formatted(name, estimate));
            return estimate == 0 ? Exit.DONE : Exit.REFUSED;
        }
        int count = Math.max(estimate, shown.size());
        world.say("%s: %d dead letter%s".formatted(name, count, count == 1 ? "" : "s"));
        for (Message message : shown) {
            world.say("  " + new DeadLetter(message.body()).about(world.guardrails()));
        }
        if (count > shown.size()) {
            world.say("  and %d more".formatted(count - shown.size()));
        }
        if (!yes && !world.asker().present()) {
            queue.release();
            unasked = true;
            return Exit.REFUSED;
        }
        if (!world.confirmed(yes, "Hand to " + name + "?")) {
            queue.release();
            world.say(name + ": left as they are");
            return Exit.REFUSED;
        }
        DeadLetterQueue.Result result =
                queue.send(
                        lambda,
                        count,
                        name.equals(SLACK_OUT)
                                ? body -> body
                                : body -> new DeadLetter(body).forGuardrail());
        world.say("%s: %d of %d dealt with".formatted(name, result.sent(), count));
        result.failures().forEach(f -> world.say("  left: " + f.messageId() + ": " + f.why()));
        return result.failures().isEmpty() ? Exit.DONE : Exit.REFUSED;
    }
}
