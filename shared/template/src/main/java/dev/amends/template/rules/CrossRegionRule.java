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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who reads from S3 in another Region. A bucket's ARN names none, so only addresses and
 * access points that do, and names of buckets that end in one, are taken for it; and only where it
 * is known in which Region the stack is.
 */
public final class CrossRegionRule implements Rule {
    private static final String REGION = "((?:us|eu|ap|sa|ca|me|af|il|mx)(?:-gov)?-[a-z]+-\\d)";

    /** An address, an access point, or an s3:// URL of a bucket named after its Region. */
    private static final Pattern ELSEWHERE =
            Pattern.compile(
                    "(?:s3[.-]%1$s\\.amazonaws\\.com|arn:aws:s3:%1$s:\\d{12}:accesspoint|s3://[a-z0-9.-]*?-%1$s(?:/|$))"
                            .formatted(REGION));

    private static final String[] READERS = {
        "AWS::Glue::Table",
        "AWS::Glue::Crawler",
        "AWS::Athena::WorkGroup",
        "AWS::Athena::NamedQuery",
        "AWS::Athena::DataCatalog",
        "AWS::Lambda::Function",
        "AWS::Serverless::Function",
        "AWS::ECS::TaskDefinition"
    };

    private static final RuleInfo INFO =
            new RuleInfo(
                    "cross-region-reads",
                    "Data that is read from another Region",
                    Severity.LOW,
                    false,
                    "0.1.0",
                    "paying Amazon for the privilege of shipping data from Ohio to Northern Virginia");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        List<Violation> violations = new ArrayList<>();
        String here = review.stack().region();
        if (here == null) {
            return violations;
        }
        for (Resource reader : review.template().ofType(READERS)) {
            Walk.through(
                    reader.properties(),
                    (path, value) -> {
                        String there = elsewhere(value);
                        // A function's code is fetched once, when it is deployed.
                        if (!there.isEmpty() && !there.equals(here) && !path.contains("CodeUri")) {
                            violations.add(violation(reader, path, value, here, there));
                        }
                    });
        }
        return violations;
    }

    private static String elsewhere(Value value) {
        String text =
                switch (value) {
                    case Value.Scalar scalar -> scalar.text();
                    case Value.Text some -> Walk.text(some);
                    default -> "";
                };
        Matcher matcher = ELSEWHERE.matcher(text);
        if (!matcher.find()) {
            return "";
        }
        for (int i = 1; i <= matcher.groupCount(); i++) {
            if (matcher.group(i) != null) {
                return matcher.group(i);
            }
        }
        return "";
    }

    private static Violation violation(
            Resource reader, List<String> path, Value value, String here, String there) {
        return Violation.of(
                INFO,
                reader,
                path,
                value.at(),
                "%s is in %s and reads from S3 in %s%s: each gigabyte costs about $%s to bring over (list price of July 2024). Run it where the data is, and bring over what comes of it."
                        .formatted(
                                reader.logicalId(),
                                here,
                                there,
                                Known.byDefault(value),
                                near(here) && near(there) ? "0.01" : "0.02"),
                null);
    }

    private static boolean near(String region) {
        return region.equals("us-east-1") || region.equals("us-east-2");
    }
}
