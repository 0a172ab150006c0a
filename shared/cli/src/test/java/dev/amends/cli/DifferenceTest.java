package dev.amends.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static final Node NONE = Node.ABSENT;

    private static Node json(String text) throws BadJson {
        return Node.parse(text.replace('\'', '"'));
    }

    @Test
    void eachChangedValueIsALine() throws BadJson {
        assertThat(
                        Difference.between(
                                json("{'guardrails':{'g':{'mode':'flag','days':30,'keep':['a']}}}"),
                                json(
                                        "{'guardrails':{'g':{'mode':'fix','days':30,'keep':['a','b']}}}")))
                .containsExactly(
                        "guardrails.g.mode: flag -> fix",
                        "guardrails.g.keep: [\"a\"] -> [\"a\",\"b\"]");
    }

    @Test
    void whatAppearsAndWhatGoesIsSaidWithWhatItMeans() throws BadJson {
        assertThat(Difference.between(NONE, json("{'guardrails':{'g':{'mode':'fix'}}}")))
                .containsExactly("guardrails.g.mode: not set (flag) -> fix");
        assertThat(Difference.between(json("{'slack':{'channel':'#ops'}}"), json("{}")))
                .containsExactly("slack.channel: #ops -> not set");
    }

    @Test
    void sameSettingsDifferInNothingWhateverTheirOrder() throws BadJson {
        assertThat(
                        Difference.between(
                                json("{'a':1,'b':{'c':'x','d':2}}"),
                                json("{'b':{'d':2,'c':'x'},'a':1}")))
                .isEmpty();
    }

    @Test
    void aNumberAndItsTextAreNotTheSame() throws BadJson {
        assertThat(Difference.between(json("{'a':'7'}"), json("{'a':7}")))
                .containsExactly("a: \"7\" -> 7");
    }
}
