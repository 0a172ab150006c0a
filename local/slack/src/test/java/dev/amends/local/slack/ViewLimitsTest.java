package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ViewLimitsTest {

    /**
     * A limit.
     *
     * @param view makes a modal that reaches the limit to the given degree
     * @param place the JSON pointer of the complaint
     */
    record Limit(String place, int max, String complaint, IntFunction<ObjectNode> view) {
        @Override
        public String toString() {
            return place + " " + max;
        }
    }

    static Stream<Limit> limits() {
        return Stream.of(
                length("/view/title/text", 24),
                length("/view/submit/text", 24),
                length("/view/close/text", 24),
                length("/view/callback_id", 255),
                length("/view/private_metadata", 3000),
                length("/view/external_id", 255),
                length("/view/blocks/0/block_id", 255),
                length("/view/blocks/0/label/text", 2000),
                length("/view/blocks/0/hint/text", 2000),
                length("/view/blocks/0/element/action_id", 255),
                length("/view/blocks/0/element/initial_value", 3000),
                length("/view/blocks/0/element/placeholder/text", 150),
                option("static_select", "text/text", 75),
                option("static_select", "value", 150),
                option("static_select", "description/text", 75),
                option("radio_buttons", "text/text", 75),
                option("checkboxes", "value", 150),
                items(
                        "/view/blocks",
                        100,
                        n -> {
                            ObjectNode view = view();
                            ArrayNode blocks = view.putArray("blocks");
                            times(n, i -> blocks.addObject().put("type", "divider"));
                            return view;
                        }),
                options("static_select", 100),
                options("radio_buttons", 10),
                options("checkboxes", 10));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void a_modal_at_the_limit_passes_and_one_over_it_is_refused_naming_the_place(Limit limit) {
        assertThat(BlockKit.viewProblems(limit.view().apply(limit.max()))).isEmpty();
        assertThat(BlockKit.viewProblems(limit.view().apply(limit.max() + 1)))
                .anyMatch(problem -> problem.contains(limit.complaint()))
                .allMatch(problem -> problem.contains("[json-pointer:" + limit.place()));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            textBlock =
                    """
                    {'type':'home'} | /view/type | must be a valid enum value
                    {'title':null} | /view/title | must provide an object
                    {'title':{'type':'mrkdwn','text':'a'}} | /view/title/type | must be a valid enum value
                    {'submit':''} | /view/submit | must provide an object
                    {'blocks':[]} | /view/blocks | no less than 1 items allowed
                    {'blocks':{}} | /view/blocks | must provide an array
                    {'knob':1} | /view | invalid additional property: knob
                    {'notify_on_close':'yes'} | /view/notify_on_close | must provide a boolean
                    """)
    void a_malformed_modal_is_refused_naming_the_place(
            String change, String place, String complaint) {
        ObjectNode view = view();
        view.setAll((ObjectNode) Running.quoted(change));

        assertThat(BlockKit.viewProblems(view))
                .contains(complaint + " [json-pointer:" + place + "]");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            textBlock =
                    """
                    {'type':'plain_text_input','min_length':-1} | /min_length | must be a whole number from 0 to 3000
                    {'type':'plain_text_input','max_length':0} | /max_length | must be a whole number from 1 to 3000
                    {'type':'plain_text_input','max_length':3001} | /max_length | must be a whole number from 1 to 3000
                    {'type':'plain_text_input','min_length':9,'max_length':8} | /max_length | must be no less than `min_length`
                    {'type':'plain_text_input','multiline':'yes'} | /multiline | must provide a boolean
                    {'type':'datepicker','initial_date':'2026-02-30'} | /initial_date | must be a date in the format YYYY-MM-DD
                    {'type':'datepicker','initial_date':'1.2.2026'} | /initial_date | must be a date in the format YYYY-MM-DD
                    {'type':'static_select'} | ^^ | missing required field: options
                    {'type':'static_select','options':[]} | /options | no less than 1 items allowed
                    {'type':'static_select','options':[{'text':{'type':'mrkdwn','text':'a'},'value':'a'}]} | /options/0/text/type | must be a valid enum value
                    {'type':'radio_buttons','options':[{'text':{'type':'plain_text','text':'a'}}]} | /options/0 | missing required field: value
                    {'type':'radio_buttons','options':[{'text':{'type':'plain_text','text':'a'},'value':'a'},{'text':{'type':'plain_text','text':'b'},'value':'a'}]} | /options/1/value | the value is there twice
                    {'type':'static_select','options':[{'text':{'type':'plain_text','text':'a'},'value':'a'}],'initial_option':{'text':{'type':'plain_text','text':'A'},'value':'a'}} | /initial_option | is not one of the options
                    {'type':'checkboxes','options':[{'text':{'type':'plain_text','text':'a'},'value':'a'}],'initial_options':[]} | /initial_options | no less than 1 items allowed
                    {'type':'number_input'} | /type | unsupported type: number_input (Slack has it; the stand-in does not, here)
                    {'type':'button'} | /type | unsupported type: button
                    """)
    void a_malformed_field_is_refused_naming_the_place(
            String element, String place, String complaint) {
        ObjectNode view = view();
        ((ObjectNode) view.at("/blocks/0")).set("element", Running.quoted(element));

        String pointer = "/view/blocks/0/element" + (place == null ? "" : place);
        assertThat(BlockKit.viewProblems(view))
                .contains(complaint + " [json-pointer:" + pointer + "]");
    }

    @Test
    void a_modal_with_a_field_needs_a_button_to_submit_it_and_one_without_does_not() {
        assertThat(BlockKit.viewProblems(view().without("submit")))
                .containsExactly(
                        "missing required field: submit (there is an input block)"
                                + " [json-pointer:/view]");
        ObjectNode plain = view().without("submit");
        plain.putArray("blocks").addObject().put("type", "divider");
        assertThat(BlockKit.viewProblems(plain)).isEmpty();
    }

    @Test
    void fields_belong_into_modals() {
        assertThat(BlockKit.problems((ArrayNode) view().path("blocks")))
                .containsExactly(
                        "unsupported type: input (Slack has it; the stand-in does not, here)"
                                + " [json-pointer:/blocks/0/type]");
    }

    private static Limit length(String place, int max) {
        return new Limit(
                place,
                max,
                "must be less than " + (max + 1) + " characters",
                n -> put(view(), place, x(n)));
    }

    private static Limit option(String type, String part, int max) {
        String place = "/view/blocks/0/element/options/0/" + part;
        return new Limit(
                place,
                max,
                "must be less than " + (max + 1) + " characters",
                n -> put(withOptions(type, 1), place, x(n)));
    }

    private static Limit options(String type, int max) {
        return items("/view/blocks/0/element/options", max, n -> withOptions(type, n));
    }

    private static Limit items(String place, int max, IntFunction<ObjectNode> view) {
        return new Limit(place, max, "no more than " + max + " items allowed", view);
    }

    private static ObjectNode withOptions(String type, int count) {
        ObjectNode view = view();
        ObjectNode element = ((ObjectNode) view.at("/blocks/0")).putObject("element");
        ArrayNode options = element.put("type", type).putArray("options");
        times(
                count,
                i -> {
                    ObjectNode option = options.addObject().put("value", "v" + i);
                    option.set("text", plain());
                    option.set("description", plain());
                });
        return view;
    }

    private static void times(int count, java.util.function.IntConsumer body) {
        for (int i = 0; i < count; i++) {
            body.accept(i);
        }
    }

    /** A modal with one field that has everything a field may have. */
    private static ObjectNode view() {
        ObjectNode view = Json.object().put("type", "modal").put("callback_id", "a");
        BiConsumer<ObjectNode, String> text = (owner, name) -> owner.set(name, plain());
        text.accept(view, "title");
        text.accept(view, "submit");
        text.accept(view, "close");
        ObjectNode input = view.putArray("blocks").addObject().put("type", "input");
        text.accept(input, "label");
        text.accept(input, "hint");
        text.accept(input.putObject("element").put("type", "plain_text_input"), "placeholder");
        return view;
    }

    private static JsonNode plain() {
        return Json.object().put("type", "plain_text").put("text", "a");
    }

    private static ObjectNode put(ObjectNode view, String place, String value) {
        String within = place.substring("/view".length());
        int slash = within.lastIndexOf('/');
        ((ObjectNode) view.at(within.substring(0, slash))).put(within.substring(slash + 1), value);
        return view;
    }

    private static String x(int length) {
        return "x".repeat(length);
    }
}
