package dev.amends.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {
    static List<Sample> samples() {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void each_policy_gets_the_verdict_and_the_sentence_written_beside_it(Sample sample) {
        Map<String, String> expected = new LinkedHashMap<>();
        sample.expect().fields().forEach((key, value) -> expected.put(key, value.text()));
        Map<String, String> actual = new LinkedHashMap<>();
        Optional<Grant> worst = sample.analysis().worst();
        actual.put("who", sample.analysis().who().toString());
        if (sample.analysis().who() == Who.UNKNOWN) {
            actual.put("atMost", worst.map(Grant::atMost).map(Who::toString).orElse(""));
            actual.put(
                    "construct", worst.map(Grant::construct).map(Construct::toString).orElse(""));
        }
        actual.put("risk", worst.map(Grant::risk).orElse(Risk.NONE).toString());
        actual.put("sentence", worst.map(Grant::sentence).orElse(""));
        actual.put("because", worst.map(Grant::because).orElse(""));
        actual.put("path", worst.map(Grant::path).orElse(""));
        assertThat(actual).isEqualTo(expected);
    }
}
