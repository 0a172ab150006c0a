package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Value;
import dev.amends.template.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A bucket that much depends on, and nobody sees when S3 refuses requests to it. They cost money,
 * so only buckets are meant whose tags say what they are.
 */
public final class RequestMetricsRule implements Rule {
    private static final String TAGS = "tags";
    private static final String USUAL = "production,prod,data-lake,datalake";

    private static final RuleInfo INFO =
            new RuleInfo(
                            "s3-request-metrics-off",
                            "Bucket whose refusals nobody sees",
                            Severity.LOW,
                            false,
                            "0.1.0",
                            "You have to pay extra to learn this because you have to turn S Three metrics on",
                            Map.of(
                                    TAGS,
                                    "Values of tags, with commas between them, that mark a bucket much depends on; otherwise "
                                            + USUAL))
                    .offByDefault();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        Set<String> values = Options.set(review.option(INFO, TAGS, USUAL));
        List<Violation> violations = new ArrayList<>();
        for (Resource bucket : review.template().ofType("AWS::S3::Bucket")) {
            String mark = marked(bucket, values);
            if (!mark.isEmpty() && bucket.get("MetricsConfigurations").isEmpty()) {
                violations.add(
                        Violation.of(
                                INFO,
                                bucket,
                                List.of("MetricsConfigurations"),
                                bucket.at(),
                                "Nobody sees when S3 answers %s (tagged %s) with 503: its request metrics are off. They cost at most $4.80 a month (16 metrics at $0.30; us-east-1, list price of July 2024)."
                                        .formatted(bucket.logicalId(), mark),
                                "MetricsConfigurations: [{ Id: EntireBucket }]"));
            }
        }
        return violations;
    }

    private static String marked(Resource bucket, Set<String> values) {
        for (Value tag : Known.items(bucket, "Tags")) {
            String value = Known.text(tag, "Value");
            if (values.contains(value.toLowerCase(Locale.ROOT))) {
                return Known.text(tag, "Key") + "=" + value;
            }
        }
        return "";
    }
}
