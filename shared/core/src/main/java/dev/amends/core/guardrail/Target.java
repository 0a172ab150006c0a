package dev.amends.core.guardrail;

/**
 * The resource a change was made to.
 *
 * @param arn its full name, without trailing wildcards
 * @param name what a person calls it
 */
public record Target(String account, String region, String arn, String name) {
    private static final String PERMISSION = "permission:";
    private static final String RECORD = "cloudtrail:";

    /** In place of a resource: an IAM action that we may not call in this account and Region. */
    public static Target permission(String account, String region, String action) {
        return new Target(account, region, PERMISSION + action, action);
    }

    /** In place of a resource: a CloudTrail record that does not say which one it is about. */
    public static Target record(String account, String region, String eventId, String eventName) {
        return new Target(account, region, RECORD + eventId, eventName);
    }

    /** Whether there is a resource that could be read again. */
    public boolean isResource() {
        return !arn.startsWith(PERMISSION) && !arn.startsWith(RECORD);
    }
}
