package dev.amends.testkit;

import dev.amends.core.guardrail.Resources;
import dev.amends.core.guardrail.Target;
import dev.amends.core.ledger.Finding;
import dev.amends.core.report.Report;
import dev.amends.core.run.Books;
import dev.amends.core.run.Inbox;
import dev.amends.core.run.Message;
import dev.amends.core.run.Runner;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A worker process that halts, as a killed one does, at the point it is told: arguments are the
 * endpoint, the table, the point, the message id and the event. Prints the outcome if it lives.
 */
final class CrashingWorker {
    private CrashingWorker() {}

    public static void main(String[] args) throws Exception {
        DynamoDbClient dynamo = LocalDynamo.client(URI.create(args[0]));
        String table = args[1];
        String point = args[2];
        Tap.World world = new Tap.World(dynamo, table);
        Resources<Tap.State> resources =
                new Resources<>() {
                    @Override
                    public Tap.State read(
                            Target target, dev.amends.core.change.@Nullable Change change) {
                        return world.now(target);
                    }

                    @Override
                    public void set(Target target, Map<String, @Nullable String> fields) {
                        // The claim is written: the runner never touches a resource before it.
                        haltAt(point, "claim");
                        world.turn(target, fields);
                        haltAt(point, "apply");
                    }
                };
        Report report =
                finding -> {
                    haltAt(point, "outcome");
                    say(dynamo, table, finding);
                    haltAt(point, "report");
                };
        Inbox inbox =
                new Inbox(
                        "arn:aws:iam::111122223333:role/amends",
                        "eu-west-1",
                        List.of(
                                new Runner<>(
                                        new Tap(),
                                        resources,
                                        Books.in(dynamo, table),
                                        report,
                                        Clock.systemUTC())),
                        (delay, body) -> {},
                        Clock.systemUTC());
        System.out.println(
                inbox.handle(new Message(args[3], args[4], null, false)).getFirst().name());
    }

    /** Every report is an item of its own number: what was said, and how often. */
    private static void say(DynamoDbClient dynamo, String table, Finding finding) {
        dynamo.updateItem(r ->
                r.tableName(table)
                        .key(Map.of("pk", AttributeValue.fromS("said")))
                        .updateExpression("ADD #rev :one")
                        .expressionAttributeNames(
                                Map.of("#rev", finding.state() + "-" + finding.rev()))
                        .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
    }

    private static void haltAt(String point, String here) {
        if (point.equals(here)) {
            Runtime.getRuntime().halt(137);
        }
    }
}
