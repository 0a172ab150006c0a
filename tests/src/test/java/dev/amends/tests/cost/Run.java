package dev.amends.tests.cost;

/**
 * What one event costs when it is the only one in its batch, which is the dearest way.
 *
 * @param what the event
 * @param runs invocations: of the guardrail's function and, where something is said, of slack-out
 * @param messages through SQS: each is sent, received and deleted
 * @param reads read units of DynamoDB
 * @param writes write units, those of the indexes included
 * @param said whether SNS and Slack come in
 */
record Run(String what, int runs, int messages, int reads, int writes, boolean said) {
    /** A warm event takes about so long on two cores here; Lambda at 1 GB has 0.6 of one. */
    static final int WARM_MILLIS = 60;

    static final double WARM_SECONDS = WARM_MILLIS / 1000.0;

    /** Our line with its metrics, about 600 bytes. */
    static final double LINE_GB = 600e-9;

    /** START, END and REPORT, about 350 bytes. */
    static final double PLATFORM_GB = 350e-9;

    private static final int MILLION = 1_000_000;

    double dollarsPerMillion(Prices prices) {
        double lambda =
                runs * (prices.of("lambda.request") + WARM_SECONDS * prices.of("lambda.gbSecond"));
        double logs = runs * (LINE_GB + PLATFORM_GB) * prices.of("logs.gb");
        double queues = messages * 3 * prices.of("sqs.request");
        double table = reads * prices.of("dynamodb.read") + writes * prices.of("dynamodb.write");
        double topic = said ? prices.of("sns.publish") : 0;
        return MILLION * (lambda + logs + queues + table + topic);
    }
}
