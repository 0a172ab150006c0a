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

/** A function that is a container image: what is in it, and how large it is, a template hides. */
public final class ImageRule implements Rule {
    private static final RuleInfo INFO =
            new RuleInfo(
                    "sdk-bundle-cold-start",
                    "Function as a container image",
                    Severity.LOW,
                    false,
                    "0.1.0",
                    "200 to 1000 millisecond slowdowns in container lambda cold starts");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (Resource function :
                review.template().ofType("AWS::Lambda::Function", "AWS::Serverless::Function")) {
            Value.Scalar type = Known.scalar(function, "PackageType");
            if (type != null && type.text().equals("Image")) {
                violations.add(
                        Violation.of(
                                INFO,
                                function,
                                List.of("PackageType"),
                                type.at(),
                                "%s is a container image%s: the talk saw cold starts that took 0.2 to 1 s longer. A zip file starts sooner where it is small enough (250 MB with its layers), and can use SnapStart."
                                        .formatted(function.logicalId(), Known.byDefault(type)),
                                "PackageType: Zip"));
            }
        }
        return violations;
    }
}
