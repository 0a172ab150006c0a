package dev.amends.core.change;

import dev.amends.core.json.Node;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What happened: one management call that CloudTrail recorded. Parsed once, tolerant of what
 * CloudTrail does to its records (missing, truncated and null fields).
 *
 * @param eventId CloudTrail's id of the record; the same for every delivery of it
 * @param eventName the API call, without the version of its API that Lambda writes behind some
 * @param eventSource the service, such as {@code logs.amazonaws.com}
 * @param time when the call was made, to the second; the event may arrive minutes later
 * @param account the account whose resource it is: what {@code resources} says, else {@code
 *     recipientAccountId}
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

    private static final String LAMBDA = "lambda.amazonaws.com";

    private static final Pattern API_VERSION = Pattern.compile("20[0-9]{6}(v[0-9]+)?$");

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
     * An event's name without the version of the API. Lambda writes {@code AddPermission20150331v2}
     * and does not say for which of its calls or when the version changes: "the eventName might
     * include date and version information, such as GetFunction20150331, but it is still referring
     * to the same public API" (<a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html">Lambda
     * developer guide, logging with CloudTrail</a>). Other services' names are their own.
     *
     * @param source the service, such as {@code lambda.amazonaws.com}
     */
    public static String eventName(String source, String recorded) {
        if (!source.equals(LAMBDA)) {
            return recorded;
        }
        String name = API_VERSION.matcher(recorded).replaceFirst("");
        return name.isEmpty() ? recorded : name;
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
        String source = record.text("eventSource");
        String recorded = record.text("eventName");
        String name = source == null || recorded == null ? null : eventName(source, recorded);
        String time = record.text("eventTime");
        String account =
                owner(record, record.textOr(message.textOr("", "account"), "recipientAccountId"));
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

    /**
     * Whose resource it is. CloudTrail tells the caller's account of calls to another account's
     * resources, too (<a
     * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html">S3
     * user guide, "Amazon S3 CloudTrail events"</a>).
     *
     * @param recipient the account whose trail it is
     */
    private static String owner(Node record, String recipient) {
        List<String> owners =
                record.at("resources").items().stream()
                        .map(resource -> resource.textOr("", "accountId"))
                        .filter(owner -> !owner.isEmpty())
                        .distinct()
                        .toList();
        return owners.size() == 1 ? owners.getFirst() : recipient;
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
