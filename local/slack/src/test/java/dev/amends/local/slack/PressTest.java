package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.model.block.ActionsBlock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PressTest {

    private static final String CARD =
            """
            [{'type':'section','text':{'type':'mrkdwn','text':'*orders*'}},
             {'type':'actions','block_id':'choices','elements':[
               {'type':'button','action_id':'keep','value':'f-1','style':'danger','text':{'type':'plain_text','text':'Keep'},
                'confirm':{'title':{'type':'plain_text','text':'Sure?'},'text':{'type':'mrkdwn','text':'*Yes*?'},
                           'confirm':{'type':'plain_text','text':'Yes'},'deny':{'type':'plain_text','text':'No'}}},
               {'type':'button','text':{'type':'plain_text','text':'Bare'}}]},
             {'type':'section','text':{'type':'mrkdwn','text':'x'},
              'accessory':{'type':'button','action_id':'more','text':{'type':'plain_text','text':'More'}}}]
            """;

    private final Running slack = Running.start();
    private final App app = new App(slack);

    @AfterEach
    void stop() {
        app.close();
        slack.close();
    }

    @Test
    void a_press_tells_who_pressed_what_where_in_slacks_words() {
        String ts = slack.post((ArrayNode) Running.quoted(CARD)).path("ts").asText();

        JsonNode pressed = slack.press("U0BEN00001", ts, "keep");

        assertThat(pressed.path("ok").asBoolean()).isTrue();
        assertThat(pressed.path("status").asInt()).isEqualTo(200);
        BlockActionPayload payload = app.last().payload(BlockActionPayload.class);
        assertThat(payload.getType()).isEqualTo("block_actions");
        assertThat(payload.getUser().getId()).isEqualTo("U0BEN00001");
        assertThat(payload.getUser().getUsername()).isEqualTo("ben");
        assertThat(payload.getUser().getName()).isEqualTo("ben");
        assertThat(payload.getUser().getTeamId()).isEqualTo(payload.getTeam().getId());
        assertThat(payload.getTeam().getDomain()).isEqualTo("amends-local");
        assertThat(payload.getApiAppId()).isEqualTo("A0AMENDS01");
        assertThat(payload.getToken()).isNotEmpty();
        assertThat(payload.getTriggerId()).matches("\\d+\\.\\d+\\.\\w{32}");
        assertThat(payload.getContainer().getType()).isEqualTo("message");
        assertThat(payload.getContainer().getMessageTs()).isEqualTo(ts);
        assertThat(payload.getContainer().getChannelId()).isEqualTo(Running.CHANNEL);
        assertThat(payload.getChannel().getId()).isEqualTo(Running.CHANNEL);
        assertThat(payload.getChannel().getName()).isEqualTo("amends-local");
        assertThat(payload.getMessage().getTs()).isEqualTo(ts);
        assertThat(payload.getMessage().getBotId()).isEqualTo("B0AMENDS01");
        assertThat(payload.getMessage().getBlocks()).hasSize(3);
        assertThat(payload.getState().getValues()).isEmpty();
        assertThat(payload.getResponseUrl()).startsWith(slack.url("/hooks/"));
        assertThat(payload.getActions())
                .singleElement()
                .satisfies(action -> {
                    assertThat(action.getActionId()).isEqualTo("keep");
                    assertThat(action.getBlockId()).isEqualTo("choices");
                    assertThat(action.getValue()).isEqualTo("f-1");
                    assertThat(action.getStyle()).isEqualTo("danger");
                    assertThat(action.getType()).isEqualTo("button");
                    assertThat(action.getText().getText()).isEqualTo("Keep");
                    assertThat(action.getConfirm().getTitle().getText()).isEqualTo("Sure?");
                    assertThat(action.getActionTs()).matches("\\d{10}\\.\\d{6}");
                });
        JsonNode raw = Running.parse(app.last().payload());
        assertThat(raw.path("enterprise").isNull()).isTrue();
        assertThat(raw.path("is_enterprise_install").isBoolean()).isTrue();
        assertThat(raw.at("/container/is_ephemeral").asBoolean(true)).isFalse();
    }

    @Test
    void blocks_and_buttons_without_ids_get_them_and_the_app_sees_them() {
        JsonNode posted = slack.post((ArrayNode) Running.quoted(CARD));

        JsonNode blocks = posted.at("/message/blocks");
        String bare = blocks.at("/1/elements/1/action_id").asText();
        assertThat(blocks.at("/0/block_id").asText()).matches("\\w{5}");
        assertThat(blocks.at("/1/block_id").asText()).isEqualTo("choices");
        assertThat(bare).matches("\\w{5}");
        slack.press("U0ANN00001", posted.path("ts").asText(), bare);
        BlockActionPayload payload = app.last().payload(BlockActionPayload.class);
        assertThat(payload.getActions().getFirst().getActionId()).isEqualTo(bare);
        assertThat(payload.getActions().getFirst().getValue()).isNull();
        assertThat(payload.getMessage().getBlocks().get(1))
                .isInstanceOfSatisfying(
                        ActionsBlock.class, block -> assertThat(block.getElements()).hasSize(2));
    }

    @Test
    void a_button_beside_a_section_can_be_pressed_too() {
        String ts = slack.post((ArrayNode) Running.quoted(CARD)).path("ts").asText();

        slack.press("U0ANN00001", ts, "more");

        assertThat(app.last().payload(BlockActionPayload.class).getActions().getFirst().getText())
                .extracting(text -> text.getText())
                .isEqualTo("More");
    }

    @Test
    void a_press_in_a_thread_says_which() {
        String parent = slack.post("Parent.").path("ts").asText();
        JsonNode reply =
                slack.api(
                        "chat.postMessage",
                        Running.message("Reply.")
                                .put("thread_ts", parent)
                                .set("blocks", Running.quoted(CARD)));

        slack.press("U0ANN00001", reply.path("ts").asText(), "keep");

        BlockActionPayload payload = app.last().payload(BlockActionPayload.class);
        assertThat(payload.getContainer().getThreadTs()).isEqualTo(parent);
        assertThat(payload.getMessage().getThreadTs()).isEqualTo(parent);
    }

    @Test
    void a_message_only_one_person_sees_can_be_pressed_by_nobody_else_and_is_not_sent_along() {
        String ts =
                slack.api(
                                "chat.postEphemeral",
                                Running.message("For Ann.")
                                        .put("user", "U0ANN00001")
                                        .set("blocks", Running.quoted(CARD)))
                        .path("message_ts")
                        .asText();

        assertThat(slack.press("U0BEN00001", ts, "keep").path("error").asText())
                .isEqualTo("message_not_found");
        assertThat(slack.press("U0ANN00001", ts, "keep").path("ok").asBoolean()).isTrue();
        JsonNode payload = Running.parse(app.last().payload());
        assertThat(payload.at("/container/is_ephemeral").asBoolean()).isTrue();
        assertThat(payload.at("/container/message_ts").asText()).isEqualTo(ts);
        assertThat(payload.has("message")).isFalse();
        assertThat(app.requests()).hasSize(1);
    }

    @Test
    void what_is_not_there_cannot_be_pressed() {
        String ts = slack.button("keep");

        assertThat(slack.press("U0ANN00001", ts, "drop").path("error").asText())
                .isEqualTo("action_not_found");
        assertThat(slack.press("U0ANN00001", "1.000001", "keep").path("error").asText())
                .isEqualTo("message_not_found");
        assertThat(slack.press("U0NOBODY01", ts, "keep").path("error").asText())
                .isEqualTo("user_not_found");
        assertThat(app.requests()).isEmpty();
    }

    @Test
    void where_two_blocks_have_one_action_id_the_block_id_decides() {
        String twice =
                """
                [{'type':'actions','block_id':'a','elements':[{'type':'button','action_id':'keep','value':'1','text':{'type':'plain_text','text':'A'}}]},
                 {'type':'actions','block_id':'b','elements':[{'type':'button','action_id':'keep','value':'2','text':{'type':'plain_text','text':'B'}}]}]
                """;
        String ts = slack.post((ArrayNode) Running.quoted(twice)).path("ts").asText();

        assertThat(slack.press("U0ANN00001", ts, "keep").path("error").asText())
                .contains("say which block_id");
        slack.control(
                "POST",
                "press",
                Json.write(
                        Json.object()
                                .put("user", "U0ANN00001")
                                .put("channel", Running.CHANNEL)
                                .put("ts", ts)
                                .put("action_id", "keep")
                                .put("block_id", "b")));
        assertThat(app.last().payload(BlockActionPayload.class).getActions().getFirst().getValue())
                .isEqualTo("2");
    }

    @Test
    void an_app_without_interactivity_in_its_manifest_is_told_nothing() {
        slack.control(
                "POST",
                "app",
                Json.write(
                        Json.object()
                                .put("manifest", "oauth_config: {scopes: {bot: [chat:write]}}\n")));

        assertThat(slack.press("U0ANN00001", slack.button("keep"), "keep").path("error").asText())
                .isEqualTo("not_configured");
        assertThat(app.requests()).isEmpty();
    }
}
