package dev.amends.template.rules;

import dev.amends.core.guardrail.Severity;
import dev.amends.template.Resource;
import dev.amends.template.Review;
import dev.amends.template.Rule;
import dev.amends.template.RuleInfo;
import dev.amends.template.Template;
import dev.amends.template.Value;
import dev.amends.template.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A function whose log group no template has: Lambda makes it at the first invocation, without a
 * retention, and leaves it behind when the function goes.
 */
public final class DefaultLogGroupRule implements Rule {
    private static final String PREFIX = "/aws/lambda/";

    private static final RuleInfo INFO =
            new RuleInfo(
                            "lambda-default-log-group",
                            "Function whose log group nobody owns",
                            Severity.LOW,
                            false,
                            "0.1.0",
                            "letting you configure which Cloud Watch log group to create or to pipe logs to")
                    .offByDefault();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Violation> check(Review review) {
        Template template = review.template();
        Set<String> groups = groups(template);
        List<Violation> violations = new ArrayList<>();
        // A group of which nothing is known may be any function's.
        if (groups.contains("")) {
            return violations;
        }
        for (Resource function :
                template.ofType("AWS::Lambda::Function", "AWS::Serverless::Function")) {
            String name = Known.text(function, "FunctionName");
            boolean named = function.get("LoggingConfig", "LogGroup").isPresent();
            boolean made =
                    groups.contains("${" + function.logicalId() + "}")
                            || (!name.isEmpty() && groups.contains(name))
                            || Known.unclear(function.get("FunctionName"));
            if (!named && !made) {
                violations.add(
                        Violation.of(
                                INFO,
                                function,
                                List.of("LoggingConfig", "LogGroup"),
                                function.at(),
                                "Nobody owns the log group of %s: Lambda makes it by itself, keeps its logs for ever, and leaves it behind when the function goes."
                                        .formatted(function.logicalId()),
                                """
                                LoggingConfig: { LogGroup: !Ref %1$sLogs }
                                # and beside it
                                %1$sLogs:
                                  Type: AWS::Logs::LogGroup
                                  Properties: { RetentionInDays: 30 }\
                                """
                                        .formatted(function.logicalId())));
            }
        }
        return violations;
    }

    /** The functions that the template's log groups are named after: a name, or ${LogicalId}. */
    private static Set<String> groups(Template template) {
        Set<String> functions = new HashSet<>();
        for (Resource group : template.ofType("AWS::Logs::LogGroup")) {
            group.get("LogGroupName").map(DefaultLogGroupRule::of).ifPresent(functions::add);
        }
        return functions;
    }

    private static String of(Value name) {
        String text =
                switch (name) {
                    case Value.Scalar scalar -> scalar.text();
                    case Value.Text some -> Walk.text(some);
                    default -> "";
                };
        return text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    }
}
