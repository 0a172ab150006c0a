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

    private static final String SERVICE = "aws.";

    /**
     * Whether a service told of it itself, by an event of its own such as "CloudFormation Stack
     * Status Change". Such an event needs no trail and names nobody; its {@code detail} stands in
     * {@link #request}.
     */
    public boolean notice() {
        // No API call has a blank in its name, and every service's own event has.
        return eventName.indexOf(' ') >= 0;
    }

    /** The same change under another id and at another time. */
    public Change at(String id, Instant when) {
        return new Change(
                id,
                eventName,
                eventSource,
                when,
                account,
                region,
                actor,
                request,
                response,
                errorCode,
                origin);
    }

    /**
     * Reads an EventBridge envelope, of a CloudTrail record or of a service's own event, or a bare
     * CloudTrail record.
     *
     * @return empty when it is neither: there is no event name, id, time, account or Region to go
     *     by
     */
    public static Optional<Change> parse(Node message, Origin origin) {
        Node record = message.at("detail").isObject() ? message.at("detail") : message;
        if (record != message && record.text("eventName") == null) {
            return notice(message, record, origin);
        }
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
        Optional<Instant> instant = instant(time);
        if (instant.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Change(
                        id,
                        name,
                        source,
                        instant.get(),
                        account,
                        region,
                        Actor.of(record),
                        record.at("requestParameters"),
                        record.at("responseElements"),
                        record.text("errorCode"),
                        origin));
    }

    private static Optional<Change> notice(Node message, Node detail, Origin origin) {
        String id = message.text("id");
        String type = message.text("detail-type");
        String source = message.textOr("", "source");
        Optional<Instant> time = instant(message.textOr("", "time"));
        String account = message.textOr("", "account");
        String region = message.textOr("", "region");
        if (id == null
                || type == null
                || type.indexOf(' ') < 0
                || !source.startsWith(SERVICE)
                || time.isEmpty()
                || account.isEmpty()
                || region.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Change(
                        id,
                        type,
                        source.substring(SERVICE.length()) + ".amazonaws.com",
                        time.get(),
                        account,
                        region,
                        Actor.of(Node.ABSENT),
                        detail,
                        Node.ABSENT,
                        null,
                        origin));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
