package dev.amends.policy;

import java.util.Map;
import java.util.Set;

/**
 * What a condition key is about. Keys and when AWS sends them: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">IAM
 * user guide, global condition context keys</a>; S3's: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html">S3 user
 * guide</a>; Lambda's: <a
 * href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html">service
 * authorization reference</a>.
 */
enum Key {
    CALLER_ACCOUNT,
    CALLER_ARN,
    CALLER_ORGANISATION,
    CALLER_ORGANISATION_PATH,
    CALLER_ID,
    SOURCE_ACCOUNT,
    SOURCE_ARN,
    SOURCE_ORGANISATION,
    SOURCE_ORGANISATION_PATH,
    ADDRESS,
    NETWORK,
    NETWORK_ACCOUNT,
    NETWORK_ARN,
    NETWORK_ORGANISATION,
    NETWORK_ORGANISATION_PATH,
    /** An S3 access point: whoever owns it says who comes through. */
    ACCESS_POINT_ARN,
    ACCESS_POINT_ACCOUNT,
    IS_SERVICE,
    SERVICE_NAME,
    EVENT_SOURCE_TOKEN,
    URL_AUTH,
    VIA_URL,
    /** S3 takes a fixed KMS key for a limit; who may use that key stands elsewhere. */
    ENCRYPTION_KEY,
    /** What the clock says. */
    TIME,
    /** How, from which program or what: anyone can satisfy it. */
    NOT_WHO,
    NOT_KNOWN;

    private static final Map<String, Key> KEYS =
            Map.ofEntries(
                    Map.entry("aws:principalaccount", CALLER_ACCOUNT),
                    Map.entry("kms:calleraccount", CALLER_ACCOUNT),
                    Map.entry("aws:principalarn", CALLER_ARN),
                    Map.entry("aws:principalorgid", CALLER_ORGANISATION),
                    Map.entry("aws:currenttime", TIME),
                    Map.entry("aws:epochtime", TIME),
                    Map.entry("aws:principalorgpaths", CALLER_ORGANISATION_PATH),
                    Map.entry("aws:userid", CALLER_ID),
                    Map.entry("aws:sourceaccount", SOURCE_ACCOUNT),
                    Map.entry("aws:sourceowner", SOURCE_ACCOUNT),
                    Map.entry("aws:sourcearn", SOURCE_ARN),
                    Map.entry("aws:sourceorgid", SOURCE_ORGANISATION),
                    Map.entry("aws:sourceorgpaths", SOURCE_ORGANISATION_PATH),
                    Map.entry("aws:sourceip", ADDRESS),
                    Map.entry("aws:sourcevpc", NETWORK),
                    Map.entry("aws:sourcevpce", NETWORK),
                    Map.entry("aws:sourcevpcarn", NETWORK_ARN),
                    Map.entry("aws:vpceaccount", NETWORK_ACCOUNT),
                    Map.entry("aws:vpceorgid", NETWORK_ORGANISATION),
                    Map.entry("aws:vpceorgpaths", NETWORK_ORGANISATION_PATH),
                    Map.entry("s3:dataaccesspointarn", ACCESS_POINT_ARN),
                    Map.entry("s3:dataaccesspointaccount", ACCESS_POINT_ACCOUNT),
                    Map.entry("aws:principalisawsservice", IS_SERVICE),
                    Map.entry("aws:principalservicename", SERVICE_NAME),
                    Map.entry("aws:principalservicenameslist", SERVICE_NAME),
                    Map.entry("lambda:eventsourcetoken", EVENT_SOURCE_TOKEN),
                    Map.entry("lambda:functionurlauthtype", URL_AUTH),
                    Map.entry("lambda:invokedviafunctionurl", VIA_URL),
                    Map.entry("s3:x-amz-server-side-encryption-aws-kms-key-id", ENCRYPTION_KEY));

    /** Anyone can send them, or arranges them in an account of their own. */
    private static final Set<String> NOT_WHO_KEYS =
            Set.of(
                    "aws:calledvia",
                    "aws:calledviafirst",
                    "aws:calledvialast",
                    "aws:multifactorauthage",
                    "aws:multifactorauthpresent",
                    "aws:principaltype",
                    "aws:referer",
                    "aws:requestedregion",
                    "aws:resourceaccount",
                    "aws:resourceorgid",
                    "aws:resourceorgpaths",
                    "aws:securetransport",
                    "aws:sourceidentity",
                    "aws:tagkeys",
                    "aws:tokenissuetime",
                    "aws:useragent",
                    "aws:username",
                    "aws:viaawsservice",
                    "aws:vpcsourceip",
                    "s3:authtype",
                    "s3:delimiter",
                    "s3:if-match",
                    "s3:if-none-match",
                    "s3:locationconstraint",
                    "s3:max-keys",
                    "s3:object-lock-legal-hold",
                    "s3:object-lock-mode",
                    "s3:object-lock-remaining-retention-days",
                    "s3:object-lock-retain-until-date",
                    "s3:objectcreationoperation",
                    "s3:prefix",
                    "s3:requestobjecttagkeys",
                    "s3:resourceaccount",
                    "s3:signatureage",
                    "s3:signatureversion",
                    "s3:tlsversion",
                    "s3:versionid",
                    "s3:x-amz-acl",
                    "s3:x-amz-content-sha256",
                    "s3:x-amz-copy-source",
                    "s3:x-amz-grant-full-control",
                    "s3:x-amz-grant-read",
                    "s3:x-amz-grant-read-acp",
                    "s3:x-amz-grant-write",
                    "s3:x-amz-grant-write-acp",
                    "s3:x-amz-metadata-directive",
                    "s3:x-amz-object-ownership",
                    "s3:x-amz-server-side-encryption",
                    "s3:x-amz-server-side-encryption-customer-algorithm",
                    "s3:x-amz-storage-class",
                    "s3:x-amz-website-redirect-location");

    private static final String[] NOT_WHO_PREFIXES = {
        "aws:principaltag/",
        "aws:requesttag/",
        "aws:resourcetag/",
        "s3:existingobjecttag/",
        "s3:requestobjecttag/",
        "s3:buckettag/"
    };

    /** Whether a request can have more than one value of it. */
    boolean many() {
        return this == CALLER_ORGANISATION_PATH
                || this == SOURCE_ORGANISATION_PATH
                || this == NETWORK_ORGANISATION_PATH;
    }

    /** Whether it is about who calls. */
    boolean ofCaller() {
        return switch (this) {
            case CALLER_ACCOUNT,
                    CALLER_ARN,
                    CALLER_ID,
                    CALLER_ORGANISATION,
                    CALLER_ORGANISATION_PATH ->
                    true;
            default -> false;
        };
    }

    /** Looks a key up by its name in lower case. */
    static Key of(String name) {
        Key key = KEYS.get(name);
        if (key != null) {
            return key;
        }
        if (NOT_WHO_KEYS.contains(name)) {
            return NOT_WHO;
        }
        for (String prefix : NOT_WHO_PREFIXES) {
            if (name.startsWith(prefix)) {
                return NOT_WHO;
            }
        }
        return NOT_KNOWN;
    }
}
