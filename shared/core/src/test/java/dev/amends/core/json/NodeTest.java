package dev.amends.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTest {
    @Test
    void a_path_that_breaks_off_is_absent() throws BadJson {
        Node node = Node.parse("{\"a\":{\"b\":[1,\"x\"]},\"n\":null}");
        assertThat(node.text("a", "b", "c")).isNull();
        assertThat(node.at("n").exists()).isFalse();
        assertThat(node.at("a", "b").texts()).containsExactly("x");
        assertThat(node.at("a").items()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1}{", "{\"a\":1,\"a\":2}", "nope", "{'a':1}"})
    void what_is_not_exactly_one_strict_value_is_refused(String text) {
        assertThatThrownBy(() -> Node.parse(text)).isInstanceOf(BadJson.class);
    }

    @Test
    void nesting_of_ten_thousand_is_refused_and_not_a_crash() {
        assertThatThrownBy(() -> Node.parse("[".repeat(10_000))).isInstanceOf(BadJson.class);
    }

    @Test
    void an_unset_field_survives_writing_and_reading() throws BadJson {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("set", "1");
        map.put("unset", null);
        assertThat(Node.parse(Node.write(map)).fields()).containsOnlyKeys("set", "unset");
    }
}
