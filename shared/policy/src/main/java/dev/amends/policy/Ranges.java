package dev.amends.policy;

import java.util.List;
import java.util.Locale;

/**
 * Ranges of addresses. S3 calls a grant public when a range is broader than /8 (IPv4) or /32
 * (IPv6): <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status">S3
 * user guide, "The meaning of public"</a>. It does not say what many ranges together are.
 */
final class Ranges {
    private static final int BROADEST_V4 = 8;
    private static final int BROADEST_V6 = 32;

    enum Size {
        FIXED,
        BROAD,
        /** Not a range. */
        UNREADABLE
    }

    private Ranges() {}

    static Size of(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean v6 = address.indexOf(':') >= 0;
        int longest = v6 ? 128 : 32;
        int prefix = slash < 0 ? longest : number(text.substring(slash + 1), longest);
        if (prefix < 0 || !(v6 ? v6(address) : v4(address))) {
            return Size.UNREADABLE;
        }
        return prefix < (v6 ? BROADEST_V6 : BROADEST_V4) && !(v6 && local(address, prefix))
                ? Size.BROAD
                : Size.FIXED;
    }

    /**
     * Whether all of it is unique-local, {@code fc00::/7}, which no one has on the internet (<a
     * href="https://www.rfc-editor.org/rfc/rfc4193">RFC 4193</a>).
     */
    private static boolean local(String address, int prefix) {
        String first = address.substring(0, address.indexOf(':')).toLowerCase(Locale.ROOT);
        return prefix >= 7
                && first.length() == 4
                && (first.startsWith("fc") || first.startsWith("fd"));
    }

    /** Whether ranges that are each narrow enough make up half of all IPv4 addresses. */
    static boolean nearlyEverything(List<String> ranges) {
        double share = 0;
        for (String range : ranges) {
            if (of(range) != Size.FIXED) {
                return false; // which says enough
            }
            int slash = range.indexOf('/');
            if (range.indexOf(':') < 0 && slash >= 0) {
                int prefix = number(range.substring(slash + 1), 32);
                share += prefix < 0 ? 0 : Math.pow(2, -prefix);
            }
        }
        return share >= 0.5;
    }

    private static boolean v4(String address) {
        String[] parts = address.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (number(part, 255) < 0) {
                return false;
            }
        }
        return true;
    }

    /** By hand: InetAddress would ask a name server about what it does not recognise. */
    private static boolean v6(String address) {
        int gap = address.indexOf("::");
        if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        int groups = 0;
        for (String part : address.replace("::", ":").split(":", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            groups++;
            if (part.length() > 4 || !Text.only(part, "09afAF")) {
                return false;
            }
        }
        return gap >= 0 ? groups < 8 : groups == 8;
    }

    private static int number(String text, int highest) {
        if (text.isEmpty() || text.length() > 3 || !Text.only(text, "09")) {
            return -1;
        }
        int number = Integer.parseInt(text);
        return number > highest ? -1 : number;
    }
}
