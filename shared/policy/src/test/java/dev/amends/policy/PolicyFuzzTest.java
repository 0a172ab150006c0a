package dev.amends.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

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
    private static final Source OWN = Source.account("111122223333");
    private static final String OPEN =
            "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"x:Y\",\"Resource\":\"*\"}";

    @DictionaryFile(resourcePath = "policy.dict")
    @FuzzTest(maxDuration = "20s")
    void any_text_has_an_outcome_and_is_never_fine_by_accident(byte[] bytes) {
        String text = text(bytes);
        // One of them an input, for the sake of speed: lengths change all the time.
        Setting setting = SETTINGS.get(bytes.length % SETTINGS.size());
        Analysis analysis = PolicyAnalyser.analyse(text, setting);
        for (Grant grant : analysis.grants()) {
            assertThat(grant.sentence()).isNotEmpty().doesNotContainPattern("\\p{Cntrl}");
            assertThat(grant.who() == Who.UNKNOWN).isEqualTo(grant.construct() != null);
        }
        analysis.worst()
                .flatMap(worst -> Narrowed.of(text, setting, worst.index(), OWN))
                .ifPresent(narrowed -> closed(narrowed, analysis, setting));
        Node policy = parsed(text);
        if (policy == null) {
            assertThat(analysis.who()).isEqualTo(Who.UNKNOWN);
        } else {
            opened(policy, analysis, setting);
        }
    }

    /** With a leading zero, which no JSON has, the rest are choices among the parts of policies. */
    private static String text(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == 0
                ? Node.write(Policies.policy(new Policies(new Choices(bytes)).statements()))
                : new String(bytes, StandardCharsets.UTF_8);
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
        boolean denied =
                after.grants().stream()
                        .anyMatch(grant ->
                                !grant.limitedBy().isEmpty()
                                        || grant.construct() == Construct.DENY);
        assertThat(after.who() == Who.PUBLIC || denied).isTrue();
        if (policy.isObject() && before.grants().stream().noneMatch(grant -> grant.index() < 0)) {
            assertThat(after.who()).isGreaterThanOrEqualTo(before.who());
        }
    }

    /** Takes its decisions from the input, so that small changes of it are small changes here. */
    private static final class Choices implements RandomGenerator {
        private final byte[] bytes;
        private int next = 1;

        Choices(byte[] bytes) {
            this.bytes = bytes;
        }

        private int take() {
            return next < bytes.length ? bytes[next++] & 0xff : 0;
        }

        @Override
        public int nextInt(int bound) {
            return take() % bound;
        }

        @Override
        public boolean nextBoolean() {
            return (take() & 1) == 1;
        }

        @Override
        public long nextLong() {
            return take();
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
