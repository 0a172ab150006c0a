package dev.amends.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * If one request from outside gets through, the verdict may not say less. The requests are decided
 * by an evaluator of its own.
 */
class SoundnessTest {
    private static final int SEEDS = 6_000;
    private static final int REQUESTS = 40;
    private static final String OWN_ORGANISATION = KnownVerdicts.ORGANISATION;

    @Test
    void whoever_gets_in_from_outside_is_in_the_verdict() {
        int allowed = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Policies make = new Policies(random);
            Setting setting = make.setting();
            List<Map<String, Object>> statements = make.statements();
            String policy = Node.write(Policies.policy(statements));
            Who most = Who.FINE;
            for (Grant grant : PolicyAnalyser.analyse(policy, setting).grants()) {
                most = most.or(grant.atMost());
            }
            for (int i = 0; i < REQUESTS; i++) {
                Evaluator.Request request = request(random, setting);
                if (Evaluator.allows(statements, request)) {
                    allowed++;
                    assertThat(most)
                            .as("seed %d: %s gets through %s (%s)", seed, request, policy, setting)
                            .isGreaterThanOrEqualTo(least(request, setting));
                }
            }
        }
        assertThat(allowed).isGreaterThan(SEEDS);
    }

    /** How open a policy is at least that lets this request through. */
    private static Who least(Evaluator.Request request, Setting setting) {
        Map<String, String> context = request.context();
        boolean service = !request.service().isEmpty();
        String organisation = context.get(service ? "aws:sourceorgid" : "aws:principalorgid");
        if (organisation != null
                && (setting.organisation() == null
                        || setting.organisation().equals(organisation))) {
            return Who.ORGANISATION;
        }
        if (!service && request.account().isEmpty()) {
            return Who.FUNCTION_URL_PUBLIC;
        }
        return Who.OTHER_ACCOUNT;
    }

    /** From an account, network and source that are not the owner's. */
    private static Evaluator.Request request(Random random, Setting setting) {
        Map<String, String> context = new HashMap<>();
        context.put("aws:sourceip", "198.18.0.1");
        context.put("aws:securetransport", String.valueOf(random.nextBoolean()));
        maybe(random, context, "s3:prefix", "x");
        maybe(random, context, "aws:newkey", KnownVerdicts.OWN);
        String account = "";
        String service = "";
        switch (random.nextInt(3)) {
            case 0 -> {
                account = KnownVerdicts.OTHER;
                context.put("aws:principalaccount", account);
                context.put("aws:principalarn", "arn:aws:iam::" + account + ":role/x");
                context.put("aws:userid", "AROAEXAMPLEEXAMPLE123:me");
                context.put("aws:principalisawsservice", "false");
                String organisation = random.nextBoolean() ? OWN_ORGANISATION : "o-zzzzzzzzzz";
                if (random.nextBoolean()) {
                    context.put("aws:principalorgid", organisation);
                    context.put("aws:principalorgpaths", organisation + "/r-ab12/ou-ab12-1/");
                }
                maybe(random, context, "s3:dataaccesspointaccount", account);
                if (random.nextInt(4) == 0) {
                    context.put("aws:vpceaccount", account);
                    context.put("aws:sourcevpce", "vpce-9");
                    context.remove("aws:sourceip");
                }
            }
            case 1 -> {
                service =
                        List.of(
                                        "cloudtrail.amazonaws.com",
                                        "sns.amazonaws.com",
                                        "config.amazonaws.com",
                                        "alexa-appkit.amazon.com")
                                .get(random.nextInt(4));
                context.put("aws:principalisawsservice", "true");
                maybe(random, context, "aws:sourceaccount", KnownVerdicts.OTHER);
                maybe(
                        random,
                        context,
                        "aws:sourcearn",
                        random.nextBoolean()
                                ? "arn:aws:s3:::pictures"
                                : "arn:aws:sns:eu-west-1:" + KnownVerdicts.OTHER + ":orders");
                maybe(random, context, "aws:sourceorgid", "o-zzzzzzzzzz");
            }
            default -> {
                maybe(random, context, "lambda:functionurlauthtype", "NONE");
                maybe(random, context, "lambda:invokedviafunctionurl", "true");
            }
        }
        boolean bucket = setting.kind() == Kind.S3_BUCKET;
        List<String> actions =
                bucket
                        ? List.of("s3:getobject", "s3:putobject", "s3:putbucketpolicy")
                        : List.of("lambda:invokefunction", "lambda:invokefunctionurl");
        return new Evaluator.Request(
                account,
                service,
                actions.get(random.nextInt(actions.size())),
                random.nextBoolean()
                        ? "arn:aws:s3:::orders-bucket"
                        : "arn:aws:s3:::orders-bucket/AWSLogs/" + KnownVerdicts.OWN + "/x",
                random.nextBoolean(),
                context);
    }

    private static void maybe(
            Random random, Map<String, String> context, String key, String value) {
        if (random.nextBoolean()) {
            context.put(key, value);
        }
    }
}
