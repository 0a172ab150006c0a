package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BlockKitLimitsTest {

    private static Running slack;

    @BeforeAll
    static void start() {
        slack = Running.start();
    }

    @AfterAll
    static void stop() {
        slack.close();
    }

    /**
     * A limit.
     *
     * @param blocks makes blocks that reach the limit to the given degree
     * @param place the JSON pointer of the complaint
     */
    record Limit(
            String what, int max, String place, String complaint, IntFunction<ArrayNode> blocks) {
        @Override
        public String toString() {
            return what + " " + max;
        }
    }

    static Stream<Limit> limits() {
        return Stream.of(
                length("section text", 3000, "/blocks/0/text/text", n -> section(mrkdwn(n))),
                length("plain section text", 3000, "/blocks/0/text/text", n -> section(plain(n))),
                items("fields", 10, "/blocks/0/fields", n -> fields(n, 1)),
                length("field text", 2000, "/blocks/0/fields/0/text", n -> fields(1, n)),
                length("header", 150, "/blocks/0/text/text", n -> header(plain(n))),
                items("actions elements", 25, "/blocks/0/elements", n -> actions(n)),
                items("context elements", 10, "/blocks/0/elements", n -> context(n)),
                items("blocks", 50, "/blocks", BlockKitLimitsTest::dividers),
                length("block_id", 255, "/blocks/0/block_id", n -> dividerWithId(x(n))),
                button("action_id", 255),
                button("value", 2000),
                button("accessibility_label", 75),
                length(
                        "url",
                        3000,
                        "/blocks/0/elements/0/url",
                        n -> with("url", "https://example.com/" + x(n - 20))),
                length(
                        "button text",
                        75,
                        "/blocks/0/elements/0/text/text",
                        n -> actions(button().set("text", plain(n)))),
                confirm("title", 100, true),
                confirm("text", 300, false),
                confirm("confirm", 30, true),
                confirm("deny", 30, true),
                length(
                        "alt_text",
                        2000,
                        "/blocks/0/alt_text",
                        n -> blocks(image().put("alt_text", x(n)))));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void a_message_at_the_limit_passes_and_one_over_it_is_refused_naming_the_place(Limit limit) {
        assertThat(slack.post(limit.blocks().apply(limit.max())).path("ok").asBoolean())
                .as("at the limit")
                .isTrue();

        JsonNode over = slack.post(limit.blocks().apply(limit.max() + 1));

        assertThat(over.path("ok").asBoolean()).as("over the limit").isFalse();
        assertThat(over.path("error").asText()).isEqualTo("invalid_blocks");
        assertThat(over.at("/response_metadata/messages").toString())
                .contains("[ERROR] " + limit.complaint())
                .contains("[json-pointer:" + limit.place() + "]");
    }

    @Test
    void all_blocks_together_hold_13200_characters() {
        assertThat(slack.post(sections(13_200)).path("ok").asBoolean()).isTrue();
        assertThat(slack.post(sections(13_201)).path("error").asText())
                .isEqualTo("msg_blocks_too_long");
    }

    @Test
    void the_text_beside_the_blocks_holds_40000_characters_in_a_post_and_4000_in_an_update() {
        JsonNode posted = slack.post(x(40_000));
        assertThat(posted.path("ok").asBoolean()).isTrue();
        assertThat(slack.post(x(40_001)).path("error").asText()).isEqualTo("msg_too_long");

        String ts = posted.path("ts").asText();
        assertThat(slack.update(ts, x(4000)).path("ok").asBoolean()).isTrue();
        assertThat(slack.update(ts, x(4001)).path("error").asText()).isEqualTo("msg_too_long");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            textBlock =
                    """
                    {'type':'carousels'} | /blocks/0/type | unsupported type: carousels
                    {'type':'rich_text','elements':[]} | /blocks/0/type | unsupported type: rich_text (Slack has it
                    {'text':{'type':'mrkdwn','text':'a'}} | /blocks/0 | missing required field: type
                    'section' | /blocks/0 | must provide an object
                    {'type':'section'} | /blocks/0 | must define either `text` or `fields`
                    {'type':'section','text':'a'} | /blocks/0/text | must provide an object
                    {'type':'section','text':{'type':'mrkdwn','text':''}} | /blocks/0/text/text | must be more than 0 characters
                    {'type':'section','text':{'type':'mrkdwn'}} | /blocks/0/text | missing required field: text
                    {'type':'section','text':{'type':'markdown','text':'a'}} | /blocks/0/text/type | must be a valid enum value
                    {'type':'section','text':{'type':'mrkdwn','text':'a','emoji':true}} | /blocks/0/text | invalid additional property: emoji
                    {'type':'section','text':{'type':'plain_text','text':7}} | /blocks/0/text/text | must provide a string
                    {'type':'section','fields':[]} | /blocks/0/fields | no less than 1 items allowed
                    {'type':'header','text':{'type':'mrkdwn','text':'a'}} | /blocks/0/text/type | must be a valid enum value
                    {'type':'header'} | /blocks/0 | missing required field: text
                    {'type':'divider','text':'a'} | /blocks/0 | invalid additional property: text
                    {'type':'context','elements':[]} | /blocks/0/elements | no less than 1 items allowed
                    {'type':'context','elements':[{'type':'button'}]} | /blocks/0/elements/0/type | unsupported type: button
                    {'type':'actions','elements':[{'type':'knob'}]} | /blocks/0/elements/0/type | unsupported type: knob
                    {'type':'actions','elements':[{'type':'button'}]} | /blocks/0/elements/0 | missing required field: text
                    {'type':'actions','elements':[{'type':'button','text':{'type':'mrkdwn','text':'a'}}]} | /blocks/0/elements/0/text/type | must be a valid enum value
                    {'type':'actions','elements':[{'type':'button','text':{'type':'plain_text','text':'a'},'style':'default'}]} | /blocks/0/elements/0/style | must be a valid enum value
                    {'type':'actions','elements':[{'type':'button','text':{'type':'plain_text','text':'a'},'url':'no url'}]} | /blocks/0/elements/0/url | must be a valid URL
                    {'type':'actions','elements':[{'type':'button','text':{'type':'plain_text','text':'a'},'confirm':{}}]} | /blocks/0/elements/0/confirm | missing required field: deny
                    {'type':'image','image_url':'https://example.com/a.png'} | /blocks/0 | missing required field: alt_text
                    """)
    void a_malformed_block_is_refused_naming_the_place(
            String block, String place, String complaint) {
        JsonNode answer = slack.post(blocks(Running.quoted(block)));

        assertThat(answer.path("error").asText()).isEqualTo("invalid_blocks");
        assertThat(answer.at("/response_metadata/messages").toString())
                .contains(complaint)
                .contains("[json-pointer:" + place + "]");
    }

    @Test
    void two_blocks_with_one_block_id_are_refused() {
        JsonNode answer =
                slack.post(blocks(divider().put("block_id", "a"), divider().put("block_id", "a")));

        assertThat(answer.path("error").asText()).isEqualTo("invalid_blocks");
        assertThat(answer.at("/response_metadata/messages").toString())
                .contains("[json-pointer:/blocks/1/block_id]");
    }

    @ParameterizedTest
    @CsvSource({"primary", "danger"})
    void the_button_styles_slack_has_pass(String style) {
        assertThat(slack.post(with("style", style)).path("ok").asBoolean()).isTrue();
    }

    private static Limit length(String what, int max, String place, IntFunction<ArrayNode> blocks) {
        return new Limit(
                what, max, place, "must be less than " + (max + 1) + " characters", blocks);
    }

    private static Limit items(String what, int max, String place, IntFunction<ArrayNode> blocks) {
        return new Limit(what, max, place, "no more than " + max + " items allowed", blocks);
    }

    private static Limit button(String property, int max) {
        return length(property, max, "/blocks/0/elements/0/" + property, n -> with(property, x(n)));
    }

    private static Limit confirm(String part, int max, boolean plain) {
        return length(
                "confirm " + part,
                max,
                "/blocks/0/elements/0/confirm/" + part + "/text",
                n -> {
                    ObjectNode dialog = Json.object();
                    for (String name : new String[] {"title", "text", "confirm", "deny"}) {
                        dialog.set(name, plain(1));
                    }
                    dialog.set(part, plain ? plain(n) : mrkdwn(n));
                    return actions(button().set("confirm", dialog));
                });
    }

    private static String x(int length) {
        return "x".repeat(length);
    }

    private static ArrayNode blocks(JsonNode... blocks) {
        ArrayNode all = Json.array();
        for (JsonNode block : blocks) {
            all.add(block);
        }
        return all;
    }

    private static ObjectNode block(String type) {
        return Json.object().put("type", type);
    }

    private static ObjectNode mrkdwn(int length) {
        return block("mrkdwn").put("text", x(length));
    }

    private static ObjectNode plain(int length) {
        return block("plain_text").put("text", x(length));
    }

    private static ArrayNode section(JsonNode text) {
        return blocks(block("section").set("text", text));
    }

    private static ArrayNode header(JsonNode text) {
        return blocks(block("header").set("text", text));
    }

    private static ArrayNode fields(int count, int length) {
        ObjectNode section = block("section");
        ArrayNode fields = section.putArray("fields");
        IntStream.range(0, count).forEach(i -> fields.add(mrkdwn(length)));
        return blocks(section);
    }

    private static ArrayNode context(int count) {
        ObjectNode context = block("context");
        ArrayNode elements = context.putArray("elements");
        IntStream.range(0, count).forEach(i -> elements.add(mrkdwn(1)));
        return blocks(context);
    }

    private static ObjectNode button() {
        return block("button").set("text", plain(1));
    }

    private static ArrayNode with(String property, String value) {
        return actions(button().put(property, value));
    }

    private static ArrayNode actions(JsonNode button) {
        ObjectNode actions = block("actions");
        actions.putArray("elements").add(button);
        return blocks(actions);
    }

    private static ArrayNode actions(int count) {
        ObjectNode actions = block("actions");
        ArrayNode elements = actions.putArray("elements");
        IntStream.range(0, count).forEach(i -> elements.add(button()));
        return blocks(actions);
    }

    private static ObjectNode divider() {
        return block("divider");
    }

    private static ArrayNode dividerWithId(String id) {
        return blocks(divider().put("block_id", id));
    }

    private static ArrayNode dividers(int count) {
        return blocks(IntStream.range(0, count).mapToObj(i -> divider()).toArray(JsonNode[]::new));
    }

    private static ObjectNode image() {
        return block("image").put("image_url", "https://example.com/a.png");
    }

    /** Sections that have so many characters together. */
    private static ArrayNode sections(int characters) {
        ArrayNode all = Json.array();
        for (int rest = characters; rest > 0; rest -= 3000) {
            all.addAll(section(mrkdwn(Math.min(rest, 3000))));
        }
        return all;
    }
}
