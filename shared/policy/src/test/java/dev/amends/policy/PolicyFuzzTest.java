package dev.amends.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Guided by coverage. The ordinary run replays the seeds beside this test's resources; with
 * JAZZER_FUZZ=1 it looks for new ones for the time below, which the build's second test execution
 * does. What it finds becomes a seed.
 */
class PolicyFuzzTest {
    private static final List<Setting> SETTINGS =
            List.of(
                    Setting.bucket("orders-bucket", "111122223333", "aws"),
                    Setting.function("orders-api", "111122223333", "aws")
                            .withOrganisation("o-a1b2c3d4e5"));
    private static final String OPEN =
            "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"x:Y\",\"Resource\":\"*\"}";

    @DictionaryFile(resourcePath = "policy.dict")
    @FuzzTest(maxDuration = "20s")
    void any_text_has_an_outcome_and_is_never_fine_by_accident(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        for (Setting setting : SETTINGS) {
            Analysis analysis = PolicyAnalyser.analyse(text, setting);
            for (Grant grant : analysis.grants()) {
                assertThat(grant.sentence()).isNotEmpty().doesNotContainPattern("\\p{Cntrl}");
                assertThat(grant.who() == Who.UNKNOWN).isEqualTo(grant.construct() != null);
                Narrowed.of(text, setting, grant.index(), Source.account("111122223333"))
                        .ifPresent(narrowed -> closed(narrowed, analysis, setting));
            }
            Node policy = parsed(text);
            if (policy == null) {
                assertThat(analysis.who()).isEqualTo(Who.UNKNOWN);
            } else {
                opened(policy, analysis, setting);
            }
        }
    }

    private static void closed(Narrowed narrowed, Analysis before, Setting setting) {
        Analysis after = PolicyAnalyser.analyse(narrowed.text(), setting);
        assertThat(doubtful(after)).isEqualTo(doubtful(before) - 1);
    }

    private static int doubtful(Analysis analysis) {
        return analysis.open().size() + analysis.of(Who.UNKNOWN).size();
    }

    /** With a statement more that lets everyone in, only a Deny keeps it from being public. */
    private static void opened(Node policy, Analysis before, Setting setting) {
        List<Node> statements = policy.at("Statement").items();
        StringBuilder more = new StringBuilder("{\"Statement\":[").append(OPEN);
        for (Node statement : statements) {
            more.append(',').append(statement);
        }
        Analysis after = PolicyAnalyser.analyse(more.append("]}").toString(), setting);
        boolean denied = after.grants().stream().anyMatch(grant -> !grant.limitedBy().isEmpty());
        assertThat(after.who() == Who.PUBLIC || denied).isTrue();
        if (policy.isObject() && before.grants().stream().noneMatch(grant -> grant.index() < 0)) {
            assertThat(after.who()).isGreaterThanOrEqualTo(before.who());
        }
    }

    private static Node parsed(String text) {
        try {
            return Node.parse(text);
        } catch (BadJson e) {
            return null;
        }
    }
}
