package dev.amends.core.change;

import dev.amends.core.json.Node;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened: one management call that CloudTrail recorded. Parsed once, tolerant of what
 * CloudTrail does to its records (missing, truncated and null fields).
 *
 * @param eventId CloudTrail's id of the record; the same for every delivery of it
 * @param eventName the API call, with its version suffix where the service has one
 * @param eventSource the service, such as {@code logs.amazonaws.com}
 * @param time when the call was made, to the second; the event may arrive minutes later
 * @param account the account whose resource it is ({@code recipientAccountId})
 * @param region the Region the call was served in ({@code awsRegion}, never our own by assumption)
 * @param actor who did it, and with what
 * @param request {@code requestParameters}; {@link Node#ABSENT} when CloudTrail left them out
 * @param response {@code responseElements}: what the call answered; {@link Node#ABSENT} likewise
 * @param errorCode set when the call failed and so changed nothing
 * @param origin how the record reached us
 */
public record Change(
        String eventId,
        String eventName,
        String eventSource,
        Instant time,
        String account,
        String region,
        Actor actor,
        Node request,
        Node response,
        @Nullable String errorCode,
        Origin origin) {

    /**
     * Reads an EventBridge envelope or a bare CloudTrail record.
     *
     * @return empty when it is neither: there is no event name, id, time, account or Region to go
     *     by
     */
    public static Optional<Change> parse(Node message, Origin origin) {
        Node record = message.at("detail").isObject() ? message.at("detail") : message;
        String id = record.text("eventID");
        String name = record.text("eventName");
        String source = record.text("eventSource");
        String time = record.text("eventTime");
        String account = record.textOr(message.textOr("", "account"), "recipientAccountId");
        String region = record.textOr(message.textOr("", "region"), "awsRegion");
        if (id == null
                || name == null
                || source == null
                || time == null
                || account.isEmpty()
                || region.isEmpty()) {
            return Optional.empty();
        }
        Instant instant;
        try {
            instant = Instant.parse(time);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
        return Optional.of(
                new Change(
                        id,
                        name,
                        source,
                        instant,
                        account,
                        region,
                        Actor.of(record),
                        record.at("requestParameters"),
                        record.at("responseElements"),
                        record.text("errorCode"),
                        origin));
    }
}
