package dev.amends.cli;

import dev.amends.core.ledger.Keys;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ARN, taken apart: {@code arn:partition:service:region:account:resource}.
 *
 * @param arn without the {@code :*} that some services put behind it
 * @param region empty where the service has none
 * @param account empty where the service names none
 * @param resource with its type, such as {@code log-group:/aws/lambda/orders}
 */
record ResourceName(
        String arn,
        String partition,
        String service,
        String region,
        String account,
        String resource) {

    /** Null when it is no ARN. */
    static @Nullable ResourceName parse(String given) {
        String arn = given.endsWith(":*") ? given.substring(0, given.length() - 2) : given;
        String[] parts = arn.split(":", 6);
        return parts.length == 6 && parts[0].equals("arn") && !parts[5].isEmpty()
                ? new ResourceName(arn, parts[1], parts[2], parts[3], parts[4], parts[5])
                : null;
    }

    /** Whether it says where the resource is. */
    boolean whole() {
        return !region.isEmpty() && !account.isEmpty();
    }

    /** The same where AWS leaves out account or Region, which findings always have. */
    ResourceName in(String ofAccount, String inRegion) {
        return new ResourceName(
                arn,
                partition,
                service,
                region.isEmpty() ? inRegion : region,
                account.isEmpty() ? ofAccount : account,
                resource);
    }

    /** The key of a guardrail's finding about it. */
    String key(String guardrail) {
        return Keys.finding(guardrail, account, region, arn);
    }

    /** What people may call it: all of it, and what is behind the type. */
    List<String> names() {
        List<String> names = new ArrayList<>(List.of(resource));
        for (char separator : new char[] {':', '/'}) {
            int at = resource.indexOf(separator);
            if (at > 0 && at < resource.length() - 1) {
                names.add(resource.substring(at + 1));
            }
        }
        return names;
    }
}
