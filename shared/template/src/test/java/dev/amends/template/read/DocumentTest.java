package dev.amends.template.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.template.Position;
import dev.amends.template.UnreadableTemplate;
import dev.amends.template.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocumentTest {
    private static final Value PAY =
            new Value.Scalar("pay", Value.Kind.TEXT, false, Position.START);

    @Test
    void what_is_known_is_put_in_and_what_is_not_stays_a_hole() throws Exception {
        assertThat(field("{ \"A\": \"x-${Pay}-${Other}\" }", "A"))
                .isEqualTo(
                        new Value.Text(
                                List.of(
                                        new Value.Piece("x-pay-", true),
                                        new Value.Piece("Other", false)),
                                false,
                                new Position(1, 8)));
        assertThat(field("A: ${Pay}", "A"))
                .isInstanceOfSatisfying(
                        Value.Scalar.class, scalar -> assertThat(scalar.text()).isEqualTo("pay"));
    }

    @Test
    void json_may_have_holes_outside_of_its_texts() throws Exception {
        assertThat(field("{ \"A\": ${Other}, \"B\": \"\\\"${Pay}\" }", "A"))
                .isInstanceOf(Value.Text.class);
        assertThat(field("{ \"A\": ${Other}, \"B\": \"\\\"${Pay}\" }", "B"))
                .isInstanceOfSatisfying(
                        Value.Scalar.class, scalar -> assertThat(scalar.text()).isEqualTo("\"pay"));
    }

    @Test
    void a_long_text_overflows_nothing() throws Exception {
        String longText = "\\\\\\\"x".repeat(200_000);

        assertThat(field("{ \"A\": \"" + longText + "\" }", "A")).isInstanceOf(Value.Scalar.class);
    }

    @Test
    void what_unfolds_without_end_or_is_nothing_is_refused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 8; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i))
                    .append(("*a" + (i - 1) + ", ").repeat(10))
                    .append("x]\n");
        }

        assertThatThrownBy(() -> read(bomb.toString()))
                .isInstanceOf(UnreadableTemplate.class)
                .hasMessageContaining("unfolds");
        assertThatThrownBy(() -> read("")).isInstanceOf(UnreadableTemplate.class);
        assertThatThrownBy(() -> read("{ \"A\": ")).isInstanceOf(UnreadableTemplate.class);
    }

    private static @Nullable Value field(String text, String name) throws UnreadableTemplate {
        return read(text) instanceof Value.Fields fields ? fields.values().get(name) : null;
    }

    private static Value read(String text) throws UnreadableTemplate {
        return Document.read(text, name -> name.equals("Pay") ? PAY : null);
    }
}
