package dev.amends.restore;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The functions, as template.yaml declares them. */
enum Function {
    LOG_GROUPS("log-groups", "loggroups.LogGroupsHandler", 60),
    BUCKETS("buckets", "buckets.BucketsHandler", 60),
    LAMBDA_PERMISSIONS("lambda-permissions", "lambdapermissions.LambdaPermissionsHandler", 60),
    STACKS("stacks", "stacks.StacksHandler", 60),
    KEEPER("keeper", "keeper.KeeperHandler", 60),
    SLACK_OUT("slack-out", "slackout.SlackOutHandler", 150),
    SLACK_IN("slack-in", "slackin.SlackInHandler", 150);

    private static final String QUEUES = "https://sqs.eu-west-1.amazonaws.com/111122223333/";

    private final String id;
    private final String handler;
    private final int classes;

    Function(String id, String handler, int classes) {
        this.id = id;
        this.handler = handler;
        this.classes = classes;
    }

    String id() {
        return id;
    }

    String handler() {
        return "dev.amends." + handler + "::handleRequest";
    }

    /** How many classes its first event after a restore may load. */
    int classes() {
        return classes;
    }

    /** Whether it calls Slack itself; the guardrails' functions do not. */
    boolean speaksWithSlack() {
        return this == KEEPER || this == SLACK_OUT || this == SLACK_IN;
    }

    Zip packaged(Path functions) {
        return Zip.of(id, functions);
    }

    /** What template.yaml passes, names only; Slack's address is this test's. */
    Map<String, String> environment(String slackApi) {
        Map<String, String> env = new LinkedHashMap<>();
        env.put("AMENDS_TABLE", "ledger");
        switch (this) {
            case LOG_GROUPS, BUCKETS, LAMBDA_PERMISSIONS, STACKS -> {
                env.put("AMENDS_TOPIC", "arn:aws:sns:eu-west-1:111122223333:report");
                env.put("AMENDS_INBOX", QUEUES + id);
                env.put("AMENDS_ROLE", "arn:aws:iam::111122223333:role/amends-" + id);
            }
            case KEEPER -> {
                env.put("AMENDS_DIGEST_TOPIC", "arn:aws:sns:eu-west-1:111122223333:digest");
                env.put(
                        "AMENDS_INBOXES",
                        "log-group-no-retention=%slog-groups,slack-out=%sslack-out"
                                .formatted(QUEUES, QUEUES));
            }
            case SLACK_OUT -> env.put("AMENDS_INBOX", QUEUES + "slack-out");
            case SLACK_IN -> {
                env.put("AMENDS_INBOXES", "log-group-no-retention=" + QUEUES + "log-groups");
                env.put("AMENDS_VERSION", "0.1.0");
            }
        }
        if (speaksWithSlack()) {
            env.put("SLACK_SECRET", "amends/slack");
            env.put("SLACK_API", slackApi);
        }
        return env;
    }
}
