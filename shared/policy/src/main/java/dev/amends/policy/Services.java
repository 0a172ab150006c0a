package dev.amends.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known about service principals. */
final class Services {
    private static final Map<String, String> CALLERS =
            Map.ofEntries(
                    Map.entry("apigateway", "API Gateway"),
                    Map.entry("s3", "S3 bucket"),
                    Map.entry("sns", "SNS topic"),
                    Map.entry("sqs", "SQS queue"),
                    Map.entry("events", "EventBridge rule"),
                    Map.entry("scheduler", "EventBridge schedule"),
                    Map.entry("logs", "CloudWatch Logs log group"),
                    Map.entry("delivery.logs", "log delivery"),
                    Map.entry("cloudtrail", "CloudTrail trail"),
                    Map.entry("config", "AWS Config recorder"),
                    Map.entry("logging.s3", "S3 access log"),
                    Map.entry("logdelivery.elasticloadbalancing", "load balancer"),
                    Map.entry("elasticloadbalancing", "load balancer"),
                    Map.entry("cloudfront", "CloudFront distribution"),
                    Map.entry("cognito-idp", "Cognito user pool"),
                    Map.entry("iot", "IoT rule"),
                    Map.entry("ses", "SES rule"),
                    Map.entry("secretsmanager", "Secrets Manager secret"),
                    Map.entry("lexv2", "Lex bot"),
                    Map.entry("bedrock", "Bedrock agent"),
                    Map.entry("states", "state machine"),
                    Map.entry("serverlessrepo", "serverless application"));

    /** They write logs, and what they write stands under the path of the account they act for. */
    private static final Set<String> LOG_WRITERS =
            Set.of("cloudtrail", "config", "delivery.logs", "logging.s3");

    private static final List<String> LOG_ACTIONS =
            List.of("s3:putobject", "s3:getbucketacl", "s3:getbucketlocation", "s3:listbucket");

    /**
     * Accounts in which Elastic Load Balancing writes access logs, one for each older Region (<a
     * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html">ELB
     * user guide, enable access logs</a>).
     */
    private static final Set<String> LOAD_BALANCING =
            Set.of(
                    "127311923021",
                    "033677994240",
                    "027434742980",
                    "797873946194",
                    "098369216593",
                    "754344448648",
                    "589379963580",
                    "718504428378",
                    "383597477331",
                    "600734575887",
                    "114774131450",
                    "783225319266",
                    "582318560864",
                    "985666609251",
                    "054676820928",
                    "156460612806",
                    "652711504416",
                    "635631232127",
                    "009996457667",
                    "897822967062",
                    "076674570225",
                    "507241528517",
                    "048591011584",
                    "190560391635",
                    "638102146993",
                    "037604701340");

    private Services() {}

    /**
     * "API Gateway" for {@code apigateway.amazonaws.com}; empty for a service without a name here.
     */
    static String caller(String principal) {
        return CALLERS.getOrDefault(base(principal), "");
    }

    /** A skill sends its token, which a condition can ask for (AWS: lambda:EventSourceToken). */
    static boolean alexa(String principal) {
        return principal.equals("alexa-appkit.amazon.com")
                || principal.equals("alexa-connectedhome.amazon.com");
    }

    static boolean logWriter(String principal, Doing doing) {
        return LOG_WRITERS.contains(base(principal)) && doing.within(LOG_ACTIONS);
    }

    /** Whether this account or service writes the logs of load balancers, and may do no more. */
    static boolean loadBalancing(Principal principal, Doing doing) {
        boolean one =
                switch (principal) {
                    case Principal.Account account -> LOAD_BALANCING.contains(account.id());
                    case Principal.Service service ->
                            base(service.name()).equals("logdelivery.elasticloadbalancing");
                    default -> false;
                };
        return one && doing.within(List.of("s3:putobject"));
    }

    /**
     * The accounts under whose {@code AWSLogs/<account>/} all resources stand: a load balancer
     * writes to no other account's, and the prefix it is given may not contain AWSLogs (the same
     * page).
     *
     * @return empty when one stands elsewhere
     */
    static List<String> ownersOfLogs(List<String> resources) {
        List<String> owners = new ArrayList<>();
        for (String resource : resources) {
            int at = resource.indexOf("/AWSLogs/");
            int from = at + "/AWSLogs/".length();
            if (at < 0
                    || Wildcard.in(resource.substring(0, at))
                    || resource.length() < from + 13
                    || resource.charAt(from + 12) != '/'
                    || !Text.account(resource.substring(from, from + 12))) {
                return List.of();
            }
            String owner = resource.substring(from, from + 12);
            if (!owners.contains(owner)) {
                owners.add(owner);
            }
        }
        return owners;
    }

    /** The name without its domain, and without a Region: logs.eu-west-1.amazonaws.com. */
    private static String base(String principal) {
        int end = principal.indexOf(".amazonaws.");
        String name = end < 0 ? principal : principal.substring(0, end);
        int dot = name.lastIndexOf('.');
        return dot > 0 && region(name.substring(dot + 1)) ? name.substring(0, dot) : name;
    }

    private static boolean region(String text) {
        return text.length() > 7
                && text.indexOf('-') > 0
                && Character.isDigit(text.charAt(text.length() - 1));
    }
}
