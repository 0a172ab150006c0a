package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** What the stack says about itself: the names of its parts are in its outputs. */
final class Installation {
    private final String stack;
    private final Map<String, String> outputs = new HashMap<>();

    private Installation(String stack) {
        this.stack = stack;
    }

    /**
     * One dead-letter queue.
     *
     * @param function whose it is, as its folder under functions/ is called
     * @param url the dead-letter queue's
     * @param inbox the URL of the queue its messages came from
     * @param alias the function's alias, to be invoked
     */
    record DeadLetters(String function, String url, String inbox, String alias) {}

    static Installation find(CloudFormationClient client, String stack) throws Cannot {
        List<Stack> stacks;
        try {
            stacks = client.describeStacks(r -> r.stackName(stack)).stacks();
        } catch (AwsServiceException e) {
            if (String.valueOf(e.getMessage()).contains("does not exist")) {
                throw none(client, stack);
            }
            throw e;
        }
        if (stacks.isEmpty()) {
            throw none(client, stack);
        }
        Installation found = new Installation(stack);
        stacks.getFirst()
                .outputs()
                .forEach(output -> found.outputs.put(output.outputKey(), output.outputValue()));
        return found;
    }

    private static Cannot none(CloudFormationClient client, String stack) {
        return Cannot.because(
                "there is no stack %s in %s: deploy Amends first, or name the right one with --stack and --region"
                        .formatted(stack, client.serviceClientConfiguration().region()));
    }

    /** The name of the ledger's table. */
    String ledgerTable() throws Cannot {
        return output("LedgerTable");
    }

    /** The aliases of the functions that hold guardrails. */
    List<String> guardrailFunctions() throws Cannot {
        return List.of(output("GuardrailFunctions").strip().split(" *, *", -1));
    }

    List<DeadLetters> deadLetters() throws Cannot {
        List<DeadLetters> queues = new ArrayList<>();
        for (String entry : output("DeadLetterQueues").split(",", -1)) {
            String[] parts = entry.strip().split("[=|]", -1);
            if (parts.length != 4) {
                throw unreadable("DeadLetterQueues");
            }
            queues.add(new DeadLetters(parts[0], parts[1], parts[2], parts[3]));
        }
        return queues;
    }

    /** The URL of each queue where somebody is nudged: a guardrail's by its id. */
    Map<String, String> inboxes() throws Cannot {
        Map<String, String> inboxes = new LinkedHashMap<>();
        for (String entry : output("Inboxes").split(",", -1)) {
            int at = entry.indexOf('=');
            if (at < 0) {
                throw unreadable("Inboxes");
            }
            inboxes.put(entry.substring(0, at).strip(), entry.substring(at + 1).strip());
        }
        return inboxes;
    }

    /** The alias of each guardrail's function, by the guardrail's id. */
    Map<String, String> aliases() throws Cannot {
        Map<String, String> byInbox = new HashMap<>();
        deadLetters().forEach(queue -> byInbox.put(queue.inbox(), queue.alias()));
        Map<String, String> aliases = new LinkedHashMap<>();
        inboxes()
                .forEach((name, inbox) -> {
                    String alias = byInbox.get(inbox);
                    if (alias != null) {
                        aliases.put(name, alias);
                    }
                });
        return aliases;
    }

    /** The version that is deployed; empty when the stack does not say. */
    String version() {
        return outputs.getOrDefault("Version", "");
    }

    /** Where Slack sends its requests; empty when the stack takes none. */
    String slackRequestUrl() {
        return outputs.getOrDefault("SlackRequestUrl", "").strip();
    }

    private Cannot unreadable(String name) {
        return Cannot.because(
                "stack %s has an output %s that this version cannot read: deploy the template of this version"
                        .formatted(stack, name));
    }

    private String output(String name) throws Cannot {
        String value = outputs.get(name);
        if (value == null || value.isBlank()) {
            throw Cannot.because(
                    "stack %s has no output %s: it is not Amends, or another version of it; deploy the template of this version or give --stack"
                            .formatted(stack, name));
        }
        return value;
    }
}
