package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.slash_commands.SlashCommandPayloadParser;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HooksTest {

    private static final String ANN = "U0ANN00001";

    private final Running slack = Running.start().stopClock();
    private final App app = new App(slack);

    @AfterEach
    void stop() {
        app.close();
        slack.close();
    }

    @Test
    void it_replaces_the_message_that_was_pressed_as_chat_update_would() {
        String ts = slack.button("keep");
        String url = pressed(ts);

        HttpResponse<String> answer =
                send(url, "{'replace_original':true,'text':'Kept.','blocks':[{'type':'divider'}]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"ok\":true}");
        JsonNode message = slack.messages().get(0);
        assertThat(slack.messages()).hasSize(1);
        assertThat(message.path("ts").asText()).isEqualTo(ts);
        assertThat(message.path("text").asText()).isEqualTo("Kept.");
        assertThat(message.at("/blocks/0/type").asText()).isEqualTo("divider");
        assertThat(message.path("edited").asBoolean()).isTrue();
        assertThat(message.at("/history/0/text").asText()).isEqualTo("A sentence.");
    }

    @Test
    void without_saying_more_only_the_one_who_pressed_sees_the_answer() {
        String url = pressed(slack.button("keep"));

        send(url, "{'text':'Only Ann.'}");
        send(url, "{'text':'Everyone.','response_type':'in_channel'}");

        JsonNode ephemeral = slack.ephemerals().get(0);
        assertThat(ephemeral.path("user").asText()).isEqualTo(ANN);
        assertThat(ephemeral.path("text").asText()).isEqualTo("Only Ann.");
        assertThat(ephemeral.path("from").asText()).isEqualTo("app");
        assertThat(slack.messages()).hasSize(2);
        assertThat(slack.messages().at("/1/text").asText()).isEqualTo("Everyone.");
        assertThat(slack.messages().at("/1/bot").asBoolean()).isTrue();
    }

    @Test
    void it_takes_away_the_message_that_was_pressed() {
        String url = pressed(slack.button("keep"));

        send(url, "{'delete_original':'true'}");

        assertThat(slack.messages()).isEmpty();
    }

    @Test
    void it_is_the_only_way_back_to_a_message_that_one_person_sees() {
        String ts =
                slack.api(
                                "chat.postEphemeral",
                                Running.message("Sure?")
                                        .put("user", ANN)
                                        .set("blocks", Running.buttons("keep")))
                        .path("message_ts")
                        .asText();
        assertThat(slack.update(ts, "Kept.").path("error").asText()).isEqualTo("message_not_found");

        send(pressed(ts), "{'replace_original':true,'text':'Kept.'}");

        assertThat(slack.ephemerals()).hasSize(1);
        assertThat(slack.ephemerals().at("/0/text").asText()).isEqualTo("Kept.");
        assertThat(slack.ephemerals().at("/0/ts").asText()).isEqualTo(ts);
        assertThat(slack.ephemerals().at("/0/blocks")).isEmpty();
    }

    @Test
    void an_ephemeral_message_can_be_taken_away() {
        String ts =
                slack.api(
                                "chat.postEphemeral",
                                Running.message("Sure?")
                                        .put("user", ANN)
                                        .set("blocks", Running.buttons("keep")))
                        .path("message_ts")
                        .asText();

        send(pressed(ts), "{'delete_original':true}");

        assertThat(slack.ephemerals()).isEmpty();
    }

    @Test
    void a_command_has_no_original_so_replacing_it_says_something_new() {
        slack.command("/amends", "status");
        String url = new SlashCommandPayloadParser().parse(app.last().body()).getResponseUrl();

        send(url, "{'replace_original':true,'text':'Later.'}");

        assertThat(slack.ephemerals().at("/0/text").asText()).isEqualTo("Later.");
    }

    @Test
    void it_works_five_times_and_a_use_that_is_refused_is_none_of_them() {
        String url = pressed(slack.button("keep"));

        assertThat(send(url, "{'text':''}").body()).contains("\"error\":\"no_text\"");
        for (int i = 0; i < 5; i++) {
            assertThat(send(url, "{'text':'A.'}").statusCode()).isEqualTo(200);
        }
        HttpResponse<String> sixth = send(url, "{'text':'A.'}");

        assertThat(sixth.statusCode()).isEqualTo(404);
        assertThat(sixth.body()).isEqualTo("{\"ok\":false,\"error\":\"used_url\"}");
        assertThat(slack.ephemerals()).hasSize(5);
    }

    @Test
    void it_works_for_thirty_minutes() {
        String url = pressed(slack.button("keep"));

        slack.pass(30 * 60);
        assertThat(send(url, "{'text':'A.'}").statusCode()).isEqualTo(200);
        slack.pass(1);
        HttpResponse<String> late = send(url, "{'text':'A.'}");

        assertThat(late.statusCode()).isEqualTo(404);
        assertThat(late.body()).contains("expired_url");
    }

    @Test
    void what_is_wrong_with_an_answer_is_said() {
        String url = pressed(slack.button("keep"));

        assertThat(send(url, "text").statusCode()).isEqualTo(400);
        assertThat(send(url, "[]").body()).contains("invalid_payload");
        assertThat(send(url, "{'text':'A.','response_type':'secret'}").body())
                .contains("invalid_payload");
        assertThat(send(url, "{'text':'A.','blocks':[{'type':'knob'}]}").body())
                .contains("invalid_blocks")
                .contains("[json-pointer:/blocks/0/type]");
        assertThat(send(slack.url("/hooks/guessed"), "{'text':'A.'}").statusCode()).isEqualTo(404);
        assertThat(slack.ephemerals()).isEmpty();
    }

    private String pressed(String ts) {
        assertThat(slack.press(ANN, ts, "keep").path("ok").asBoolean()).isTrue();
        return app.last().payload(BlockActionPayload.class).getResponseUrl();
    }

    private HttpResponse<String> send(String url, String body) {
        return slack.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.replace('\'', '"'))));
    }
}
