package dev.amends.restore;

import static dev.amends.restore.Json.answer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many events at once for one environment of log-groups, in batches of ten as SQS hands them on:
 * what is answered, what it costs in calls, and whether anything is lost.
 *
 * @param events how many
 * @param lost messages without an outcome in the log, or handed back
 * @param fixed groups that got a retention
 * @param calls to AWS
 * @param seconds from the first batch to the last answer
 */
record Burst(int events, Set<String> lost, int fixed, int calls, double seconds) {
    private static final int BATCH = 10;
    private static final Pattern NAME = Pattern.compile("\"logGroupName(?:Prefix)?\":\"([^\"]+)\"");
    private static final Pattern MESSAGE = Pattern.compile("\"message\":\"(burst-\\d+)\"");

    /** Which of a hundred events are what. */
    record Mix(int violating, int compliant) {
        /** As in life: most of what a rule lets through is fine. */
        static final Mix MIXED = new Mix(10, 2);

        static final Mix NOTHING_SUSPECTED = new Mix(0, 0);

        String record(int number) {
            int of100 = number % 100;
            if (of100 < violating) {
                return created("/burst/open/" + number);
            }
            if (of100 < violating + compliant) {
                return created("/burst/fine/" + number);
            }
            // Three things that are no suspicion: nobody watches it, it failed, it is elsewhere.
            return switch (number % 3) {
                case 0 -> Json.record("logs", "PutMetricFilter", group("/burst/x"), "null");
                case 1 ->
                        created("/burst/x")
                                .replace(
                                        "\"readOnly\"",
                                        "\"errorCode\":\"AccessDenied\",\"readOnly\"");
                default ->
                        created("/burst/x")
                                .replace(
                                        "\"awsRegion\":\"eu-west-1\"",
                                        "\"awsRegion\":\"us-east-2\"");
            };
        }

        private static String created(String name) {
            return Json.record("logs", "CreateLogGroup", group(name), "null");
        }

        private static String group(String name) {
            return "{\"logGroupName\":\"" + name + "\"}";
        }
    }

    static Burst of(Lab lab, int events, Mix mix) throws Exception {
        try (Environment environment =
                new Environment(lab, Function.LOG_GROUPS, Mode.PRIMED, false)) {
            environment.awaitReady();
            environment.restore();
            lab.world().answers(world());
            int before = environment.said().length();
            Set<String> lost = new HashSet<>();
            long began = System.nanoTime();
            for (int from = 0; from < events; from += BATCH) {
                List<String> messages = new ArrayList<>();
                for (int i = from; i < Math.min(events, from + BATCH); i++) {
                    lost.add("burst-" + i);
                    messages.add(Json.message("burst-" + i, mix.record(i)));
                }
                RuntimeApi.Result result =
                        environment.invoke(
                                "batch-" + from,
                                "{\"Records\":[" + String.join(",", messages) + "]}");
                if (!result.body().contains("\"batchItemFailures\":[]")) {
                    throw new IllegalStateException("handed back: " + result.body());
                }
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            String said = environment.said().substring(before);
            MESSAGE.matcher(said).results().forEach(seen -> lost.remove(seen.group(1)));
            return new Burst(
                    events,
                    lost,
                    said.split("\"outcome\":\"fixed\"", -1).length - 1,
                    lab.world().requests().size(),
                    seconds);
        }
    }

    /** DynamoDB, SNS and CloudWatch Logs with groups of both kinds. */
    private static Answers world() {
        Set<String> fixed = ConcurrentHashMap.newKeySet();
        return LogGroupSamples.world("fix")
                .by("DescribeLogGroups", request -> describe(request, fixed))
                .by(
                        "PutRetentionPolicy",
                        request -> {
                            fixed.add(name(request));
                            return answer("{}");
                        });
    }

    private static String name(Request request) {
        Matcher name = NAME.matcher(request.body());
        if (!name.find()) {
            throw new IllegalStateException("a call about no group: " + request.body());
        }
        return name.group(1);
    }

    private static Response describe(Request request, Set<String> fixed) {
        String name = name(request);
        boolean keeps = fixed.contains(name) || name.contains("/fine/");
        return answer(
                """
                {"logGroups":[{"arn":"arn:aws:logs:eu-west-1:111122223333:log-group:%1$s:*","logGroupName":"%1$s",
                "creationTime":%2$d,"logGroupClass":"STANDARD","storedBytes":0%3$s}]}
                """
                        .formatted(
                                name,
                                Instant.now().toEpochMilli(),
                                keeps
                                        ? ",\"retentionInDays\":" + (fixed.contains(name) ? 30 : 14)
                                        : ""));
    }
}
