package dev.amends.buckets;

import dev.amends.core.json.Node;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A grant of a bucket's ACL to one of the two groups that S3 calls public (<a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups">S3
 * user guide, "Amazon S3 predefined groups"</a>).
 *
 * @param anonymous whether nobody has to sign a request: the group AllUsers
 * @param permission READ, WRITE, READ_ACP, WRITE_ACP or FULL_CONTROL
 */
public record PublicGrant(boolean anonymous, String permission) implements Comparable<PublicGrant> {
    static final String ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers";
    static final String AUTHENTICATED_USERS =
            "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

    /** Canned ACLs without a public grant; the others, and new ones, are looked at. */
    private static final Set<String> PRIVATE =
            Set.of(
                    "private",
                    "aws-exec-read",
                    "bucket-owner-read",
                    "bucket-owner-full-control",
                    "log-delivery-write");

    private static final Set<String> PUBLIC =
            Set.of("public-read", "public-read-write", "authenticated-read");

    private static final List<String> BY_GRAVITY =
            List.of("FULL_CONTROL", "WRITE_ACP", "WRITE", "READ", "READ_ACP");

    /** Whether {@code PutBucketAcl} surely set an ACL without public grants. */
    static boolean surelyPrivate(Node request) {
        boolean headers =
                request.fields().keySet().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-amz-grant"));
        Node canned = request.at("x-amz-acl");
        Node grants = request.at("AccessControlPolicy", "AccessControlList", "Grant");
        if (headers || request.at("accessControlList").exists()) {
            return false;
        }
        if (canned.exists()) {
            return !grants.exists()
                    && canned.texts().size() == canned.items().size()
                    && PRIVATE.containsAll(canned.texts());
        }
        return grants.exists() && grants.items().stream().allMatch(PublicGrant::toAnAccount);
    }

    /** Whether {@code PutBucketAcl} surely set an ACL with a public grant. */
    static boolean surelyPublic(Node request) {
        if (request.at("x-amz-acl").texts().stream().anyMatch(PUBLIC::contains)) {
            return true;
        }
        for (Node grant : request.at("AccessControlPolicy", "AccessControlList", "Grant").items()) {
            String group = grant.textOr("", "Grantee", "URI");
            if (group.equals(ALL_USERS) || group.equals(AUTHENTICATED_USERS)) {
                return true;
            }
        }
        return false;
    }

    /** The public grants that {@code PutBucketAcl} set; empty where its record does not tell. */
    static Optional<Set<PublicGrant>> given(Node request) {
        if (surelyPrivate(request)) {
            return Optional.of(Set.of());
        }
        Set<PublicGrant> grants = new TreeSet<>();
        for (String canned : request.at("x-amz-acl").texts()) {
            switch (canned) {
                case "public-read" -> add(grants, ALL_USERS, "READ");
                case "public-read-write" -> {
                    add(grants, ALL_USERS, "READ");
                    add(grants, ALL_USERS, "WRITE");
                }
                case "authenticated-read" -> add(grants, AUTHENTICATED_USERS, "READ");
                default -> {}
            }
        }
        for (Node grant : request.at("AccessControlPolicy", "AccessControlList", "Grant").items()) {
            add(grants, grant.textOr("", "Grantee", "URI"), grant.textOr("", "Permission"));
        }
        return grants.isEmpty() ? Optional.empty() : Optional.of(grants);
    }

    private static boolean toAnAccount(Node grant) {
        Node grantee = grant.at("Grantee");
        return grantee.text("ID") != null && !grantee.at("URI").exists();
    }

    /** The public grants among pairs of group and permission. */
    static void add(Set<PublicGrant> grants, String group, String permission) {
        if (group.equals(ALL_USERS) || group.equals(AUTHENTICATED_USERS)) {
            grants.add(new PublicGrant(group.equals(ALL_USERS), permission));
        }
    }

    /** As one line: "AllUsers READ, AllUsers WRITE". */
    static String text(Set<PublicGrant> grants) {
        return String.join(
                ", ",
                new TreeSet<>(grants)
                        .stream()
                                .map(grant ->
                                        (grant.anonymous ? "AllUsers " : "AuthenticatedUsers ")
                                                + grant.permission)
                                .toList());
    }

    String sentence(String bucket) {
        String can =
                switch (permission) {
                    case "READ" -> "list the objects of";
                    case "WRITE" -> "add, overwrite and delete objects of";
                    case "READ_ACP" -> "read the ACL of";
                    case "WRITE_ACP" -> "change the ACL of";
                    case "FULL_CONTROL" -> "do anything to the objects and the ACL of";
                    default -> "use " + permission + " of";
                };
        return "%s can %s %s.".formatted(who(), can, bucket);
    }

    private String who() {
        return anonymous ? "Anyone on the internet" : "Anyone with an AWS account";
    }

    /** The gravest first. */
    @Override
    public int compareTo(PublicGrant other) {
        int gravity = Integer.compare(gravity(permission), gravity(other.permission));
        if (gravity != 0) {
            return gravity;
        }
        int who = Boolean.compare(other.anonymous, anonymous);
        return who != 0 ? who : permission.compareTo(other.permission);
    }

    private static int gravity(String permission) {
        int place = BY_GRAVITY.indexOf(permission);
        return place < 0 ? BY_GRAVITY.size() : place;
    }
}
