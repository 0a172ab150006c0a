package dev.amends.cli;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/**
 * Whether API calls reach EventBridge: only where a trail of this account or its organisation logs
 * write management events of this Region (EventBridge User Guide, "AWS service events delivered via
 * CloudTrail").
 */
final class TrailCheck {
    private static final String TOPIC = "trail";
    private static final String CREATE =
            "create one, or deploy with Trail=create; until then no event arrives";

    private final CloudTrailClient cloudTrail;
    private final String region;
    private final String eventSource;

    /**
     * Looks for a trail.
     *
     * @param eventSource the service whose calls matter, such as logs.amazonaws.com
     */
    TrailCheck(CloudTrailClient cloudTrail, String region, String eventSource) {
        this.cloudTrail = cloudTrail;
        this.region = region;
        this.eventSource = eventSource;
    }

    Found look() {
        List<Trail> trails;
        try {
            trails = cloudTrail.describeTrails(r -> r.includeShadowTrails(true)).trailList();
        } catch (SdkException e) {
            return Found.unknown(TOPIC, "not known whether there is one: " + Failures.explain(e));
        }
        List<Trail> here =
                trails.stream()
                        .filter(trail ->
                                Boolean.TRUE.equals(trail.isMultiRegionTrail())
                                        || region.equals(trail.homeRegion()))
                        .toList();
        if (here.isEmpty()) {
            return Found.reason(
                    TOPIC, "no CloudTrail trail covers %s: %s.".formatted(region, CREATE));
        }
        List<String> not = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Trail trail : here) {
            try {
                String why = whyNot(trail);
                if (why.isEmpty()) {
                    return Found.fine(TOPIC, describe(trail) + " logs what changes things.");
                }
                not.add(describe(trail) + " " + why);
            } catch (SdkException e) {
                unknown.add(describe(trail) + ": " + Failures.explain(e));
            }
        }
        if (!unknown.isEmpty()) {
            return Found.unknown(
                    TOPIC,
                    "not known whether it logs what is needed: " + String.join("; ", unknown));
        }
        return Found.reason(
                TOPIC,
                "no trail logs write management events of %s here: %s; change it, or %s."
                        .formatted(eventSource, String.join("; ", not), CREATE));
    }

    private static String describe(Trail trail) {
        return "%s%s"
                .formatted(
                        trail.name(),
                        Boolean.TRUE.equals(trail.isOrganizationTrail())
                                ? " (the organisation's)"
                                : "");
    }

    /** Empty when the trail does what is needed. */
    private String whyNot(Trail trail) {
        // By ARN: the trail may live in another Region or account.
        String arn = trail.trailARN();
        if (!Boolean.TRUE.equals(cloudTrail.getTrailStatus(r -> r.name(arn)).isLogging())) {
            return "is not logging (aws cloudtrail start-logging --name %s)".formatted(arn);
        }
        GetEventSelectorsResponse selectors = cloudTrail.getEventSelectors(r -> r.trailName(arn));
        boolean logs =
                selectors.hasAdvancedEventSelectors()
                        ? selectors.advancedEventSelectors().stream().anyMatch(this::takes)
                        : selectors.eventSelectors().stream().anyMatch(this::takes);
        return logs ? "" : "logs no write management events of this service";
    }

    private boolean takes(EventSelector selector) {
        return Boolean.TRUE.equals(selector.includeManagementEvents())
                && selector.readWriteType() != ReadWriteType.READ_ONLY
                && !selector.excludeManagementEventSources().contains(eventSource);
    }

    /** A selector takes an event that fits all its fields. */
    private boolean takes(AdvancedEventSelector selector) {
        boolean management = false;
        for (AdvancedFieldSelector field : selector.fieldSelectors()) {
            switch (String.valueOf(field.field())) {
                case "eventCategory" -> management = field.equalsValue().contains("Management");
                case "readOnly" -> {
                    if (!fits(field, "false")) {
                        return false;
                    }
                }
                case "eventSource" -> {
                    if (!fits(field, eventSource)) {
                        return false;
                    }
                }
                default -> {
                    // Other fields narrow it to some calls; which ones is for people to judge.
                }
            }
        }
        return management;
    }

    private static boolean fits(AdvancedFieldSelector field, String value) {
        return (field.equalsValue().isEmpty() || field.equalsValue().contains(value))
                && !field.notEquals().contains(value)
                && field.notStartsWith().stream().noneMatch(value::startsWith)
                && field.notEndsWith().stream().noneMatch(value::endsWith)
                && (field.startsWith().isEmpty()
                        || field.startsWith().stream().anyMatch(value::startsWith))
                && (field.endsWith().isEmpty()
                        || field.endsWith().stream().anyMatch(value::endsWith));
    }
}
