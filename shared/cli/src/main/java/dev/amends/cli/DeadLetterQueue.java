package dev.amends.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A dead-letter queue and the function its messages were for. A message is deleted only after the
 * function has dealt with it: twice is harmless, never is not.
 */
final class DeadLetterQueue {
    /** How long what was received stays ours: time to read the list and to decide. */
    private static final int HELD_SECONDS = 300;

    private static final int BATCH = 10;

    private final SqsClient sqs;
    private final Installation.DeadLetters queue;
    private final Map<String, Message> held = new LinkedHashMap<>();

    DeadLetterQueue(SqsClient sqs, Installation.DeadLetters queue) {
        this.sqs = sqs;
        this.queue = queue;
    }

    /** How a message ended that stays where it is. */
    record Failure(String messageId, String why) {}

    /** What was done. */
    record Result(int sent, List<Failure> failures) {}

    /** How many there are, as SQS estimates it; those somebody holds at the moment included. */
    int count() {
        Map<QueueAttributeName, String> attributes =
                sqs.getQueueAttributes(r ->
                                r.queueUrl(queue.url())
                                        .attributeNames(
                                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                                QueueAttributeName
                                                        .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                        .attributes();
        return attributes.values().stream().mapToInt(Integer::parseInt).sum();
    }

    /** Takes up to so many messages and holds them. */
    List<Message> peek(int most) {
        while (held.size() < most) {
            List<Message> some = receive(Math.min(BATCH, most - held.size()));
            if (some.isEmpty()) {
                break;
            }
            some.forEach(message -> held.put(message.messageId(), message));
        }
        return List.copyOf(held.values());
    }

    /** Lets go of what is held, so that others see it again. */
    void release() {
        held.values().forEach(this::release);
        held.clear();
    }

    /**
     * Hands messages to the function, those held first.
     *
     * @param most no more than this: what fails again comes back here, and must not go round for
     *     ever
     */
    Result send(LambdaClient lambda, int most, UnaryOperator<String> as) {
        List<Failure> failures = new ArrayList<>();
        List<Message> failed = new ArrayList<>();
        int sent = 0;
        List<Message> batch = new ArrayList<>(held.values());
        held.clear();
        while (!batch.isEmpty()) {
            for (Message message : batch) {
                String failure = handOver(lambda, as.apply(message.body()));
                if (!failure.isEmpty()) {
                    failures.add(new Failure(message.messageId(), failure));
                    failed.add(message);
                    continue;
                }
                sqs.deleteMessage(
                        r -> r.queueUrl(queue.url()).receiptHandle(message.receiptHandle()));
                sent++;
            }
            int left = most - sent - failures.size();
            batch = left <= 0 ? List.of() : receive(Math.min(BATCH, left));
        }
        // Only now: released earlier, they would be received again at once.
        failed.forEach(this::release);
        return new Result(sent, failures);
    }

    /** Why it was not dealt with; empty when it was. */
    private String handOver(LambdaClient lambda, String message) {
        try {
            return Invocation.of(lambda, queue.alias(), message).failure();
        } catch (SdkException e) {
            return Failures.explain(e);
        }
    }

    private List<Message> receive(int most) {
        return sqs.receiveMessage(r ->
                        r.queueUrl(queue.url())
                                .maxNumberOfMessages(most)
                                .visibilityTimeout(HELD_SECONDS)
                                // Long polling asks every server of the queue, short polling a few.
                                .waitTimeSeconds(1))
                .messages();
    }

    private void release(Message message) {
        sqs.changeMessageVisibility(r ->
                r.queueUrl(queue.url())
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(0));
    }
}
