package dev.amends.policy;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a resource policy and says of every Allow statement whom it lets in. It answers any text
 * with an analysis and throws nothing; what it cannot read it calls {@link Who#UNKNOWN}, never
 * {@link Who#FINE}. What can end there is listed in docs/policy-analysis.md.
 */
public final class PolicyAnalyser {
    private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");
    private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");

    private PolicyAnalyser() {}

    /** Analyses a policy as S3's GetBucketPolicy or Lambda's GetPolicy returns it. */
    public static Analysis analyse(String policyText, Setting setting) {
        Node policy;
        try {
            policy = Node.parse(policyText);
        } catch (BadJson e) {
            return new Analysis(
                    List.of(
                            whole(
                                    setting,
                                    Construct.NOT_JSON,
                                    "It is not strict JSON: "
                                            + Text.quote(String.valueOf(e.getMessage())))));
        }
        return analyse(policy, setting);
    }

    /** The same for a policy that is part of a document, as CloudTrail records it. */
    public static Analysis analyse(Node policy, Setting setting) {
        Statement.Trouble refused = refused(policy);
        List<Statement> statements = statements(policy, setting);
        Judge judge = new Judge(statements, setting);
        List<Grant> grants = new ArrayList<>(statements.size() + 1);
        if (refused != null) {
            grants.add(whole(setting, refused.construct(), refused.because()));
        }
        for (Statement statement : statements) {
            if (statement.allow()) {
                grants.add(judge.judge(statement));
            }
        }
        return new Analysis(grants);
    }

    /** The statements as read, in their order; one that stands alone is a list of one. */
    static List<Statement> statements(Node policy, Setting setting) {
        StatementReader reader = new StatementReader(setting);
        Node list = policy.at("Statement");
        List<Node> nodes = list.items();
        List<Statement> statements = new ArrayList<>(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            String path = list.isList() ? "Statement[" + i + "]" : "Statement";
            statements.add(reader.read(nodes.get(i), i, path));
        }
        return statements;
    }

    /** What about the policy as a whole AWS would refuse; null when nothing. */
    private static Statement.@Nullable Trouble refused(Node policy) {
        if (!policy.isObject()) {
            return new Statement.Trouble(Construct.NO_STATEMENTS, "It is no JSON object.");
        }
        for (String name : policy.fields().keySet()) {
            if (!ELEMENTS.contains(name)) {
                return new Statement.Trouble(
                        Construct.POLICY_ELEMENT,
                        "It has an element " + Text.quote(name) + ", which Amends does not know.");
            }
        }
        boolean version =
                !policy.fields().containsKey("Version")
                        || (policy.at("Version").value() instanceof String text
                                && VERSIONS.contains(text));
        if (!version) {
            return new Statement.Trouble(Construct.VERSION, "Its Version is none that AWS has.");
        }
        Node statement = policy.at("Statement");
        return statement.isList() || statement.isObject()
                ? null
                : new Statement.Trouble(Construct.NO_STATEMENTS, "It has no statements.");
    }

    private static Grant whole(Setting setting, Construct construct, String because) {
        return new Grant(
                -1,
                null,
                Who.UNKNOWN,
                Who.PUBLIC,
                Risk.MEDIUM,
                "The policy of " + Text.quote(setting.name()) + " cannot be read.",
                because,
                construct,
                "",
                List.of());
    }
}
