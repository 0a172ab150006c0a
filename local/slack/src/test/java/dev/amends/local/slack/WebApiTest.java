package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebApiTest {

    private final Running slack = Running.start("--channel", "alerts=C0ALERTS01");

    @AfterEach
    void stop() {
        slack.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"amends-local", "#amends-local", "C0AMENDS01"})
    void a_message_goes_to_a_channel_by_name_or_id_and_the_answer_has_the_id(String channel) {
        JsonNode answer =
                slack.api(
                        "chat.postMessage",
                        Json.object().put("channel", channel).put("text", "A sentence."));

        assertThat(answer.path("ok").asBoolean()).isTrue();
        assertThat(answer.path("channel").asText()).isEqualTo("C0AMENDS01");
        assertThat(answer.path("ts").asText()).matches("\\d{10}\\.\\d{6}");
        assertThat(answer.at("/message/text").asText()).isEqualTo("A sentence.");
    }

    @Test
    void a_second_channel_comes_from_the_command_line() {
        assertThat(
                        slack.api(
                                        "chat.postMessage",
                                        Json.object().put("channel", "alerts").put("text", "A."))
                                .path("channel")
                                .asText())
                .isEqualTo("C0ALERTS01");
    }

    @Test
    void a_form_is_as_good_as_json() {
        HttpResponse<String> answer =
                slack.send(
                        slack.to("/api/chat.postMessage")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        BodyPublishers.ofString(
                                                "token=xoxb-test&channel=amends-local&text=a+%26amp%3B+b"
                                                        + "&blocks=%5B%7B%22type%22%3A%22divider%22%7D%5D")));

        assertThat(Running.json(answer).path("ok").asBoolean()).isTrue();
        assertThat(slack.messages().get(0).path("text").asText()).isEqualTo("a &amp; b");
        assertThat(slack.messages().at("/0/blocks/0/type").asText()).isEqualTo("divider");
    }

    @Test
    void two_messages_of_one_moment_have_different_timestamps_in_order() {
        slack.stopClock();

        String first = slack.post("A.").path("ts").asText();
        String second = slack.post("B.").path("ts").asText();

        assertThat(second).isGreaterThan(first);
    }

    @Test
    void a_call_without_a_token_or_with_a_wrong_one_is_refused_with_200() {
        HttpResponse<String> none =
                slack.send(slack.to("/api/auth.test").POST(BodyPublishers.noBody()));
        HttpResponse<String> wrong =
                slack.send(
                        slack.to("/api/auth.test")
                                .header("Authorization", "Bearer xoxb-other")
                                .POST(BodyPublishers.noBody()));

        assertThat(none.statusCode()).isEqualTo(200);
        assertThat(none.body()).isEqualTo("{\"ok\":false,\"error\":\"not_authed\"}");
        assertThat(wrong.statusCode()).isEqualTo(200);
        assertThat(wrong.body()).isEqualTo("{\"ok\":false,\"error\":\"invalid_auth\"}");
    }

    @Test
    void auth_test_tells_who_the_bot_is() {
        JsonNode answer = slack.api("auth.test", Json.object());

        assertThat(answer.path("ok").asBoolean()).isTrue();
        assertThat(answer.path("bot_id").asText()).isEqualTo("B0AMENDS01");
        assertThat(answer.path("team_id").asText()).isEqualTo("T0AMENDS01");
    }

    @Test
    void what_is_wrong_with_a_message_is_said_in_slacks_words() {
        assertThat(error(Json.object().put("channel", "nowhere").put("text", "A.")))
                .isEqualTo("channel_not_found");
        assertThat(error(Json.object().put("text", "A."))).isEqualTo("channel_not_found");
        assertThat(error(Json.object().put("channel", Running.CHANNEL))).isEqualTo("no_text");
        assertThat(error(blocks("[{\"type\":\"divider\"}]").without("text")))
                .as("blocks alone leave screen readers without a word")
                .isEqualTo("no_text");
        assertThat(error(blocks("{}"))).isEqualTo("invalid_blocks_format");
        assertThat(error(blocks("\"[{\""))).isEqualTo("invalid_blocks_format");
        assertThat(error(Running.message("A.").put("thread_ts", "1.000001")))
                .isEqualTo("thread_not_found");
        assertThat(slack.messages()).isEmpty();
    }

    @Test
    void a_body_that_is_no_json_object_is_refused() {
        assertThat(raw("{\"channel\":")).isEqualTo("invalid_json");
        assertThat(raw("[]")).isEqualTo("json_not_object");
    }

    @Test
    void json_without_a_charset_passes_with_a_warning_as_in_slack() {
        HttpResponse<String> answer =
                slack.send(
                        slack.to("/api/chat.postMessage")
                                .header("Authorization", "Bearer xoxb-test")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(Json.write(Running.message("A.")))));

        assertThat(Running.json(answer).path("ok").asBoolean()).isTrue();
        assertThat(Running.json(answer).path("warning").asText()).isEqualTo("missing_charset");
    }

    @Test
    void a_method_nobody_knows_is_unknown() {
        assertThat(slack.api("chat.explode", Json.object()).path("error").asText())
                .isEqualTo("unknown_method");
    }

    @Test
    void an_update_changes_the_message_and_keeps_what_it_said_before() {
        String ts = slack.post("Before.").path("ts").asText();

        JsonNode answer = slack.update(ts, "After.");

        assertThat(answer.path("ok").asBoolean()).isTrue();
        assertThat(answer.path("ts").asText()).isEqualTo(ts);
        assertThat(answer.path("text").asText()).isEqualTo("After.");
        JsonNode message = slack.messages().get(0);
        assertThat(slack.messages()).hasSize(1);
        assertThat(message.path("text").asText()).isEqualTo("After.");
        assertThat(message.path("edited").asBoolean()).isTrue();
        assertThat(message.at("/history/0/text").asText()).isEqualTo("Before.");
    }

    @Test
    void an_update_without_blocks_keeps_them_and_one_with_an_empty_list_removes_them() {
        String ts =
                slack.api("chat.postMessage", blocks("[{\"type\":\"divider\"}]"))
                        .path("ts")
                        .asText();

        slack.update(ts, "B.");
        assertThat(slack.messages().at("/0/blocks")).hasSize(1);

        slack.api("chat.update", blocks("[]").put("ts", ts));
        assertThat(slack.messages().at("/0/blocks")).isEmpty();
    }

    @Test
    void an_update_needs_the_id_of_the_channel_and_a_message_that_is_there() {
        String ts = slack.post("A.").path("ts").asText();

        assertThat(
                        slack.api(
                                        "chat.update",
                                        Running.message("B.")
                                                .put("channel", "#amends-local")
                                                .put("ts", ts))
                                .path("error")
                                .asText())
                .isEqualTo("channel_not_found");
        assertThat(slack.update("1.000001", "B.").path("error").asText())
                .isEqualTo("message_not_found");
        assertThat(
                        slack.api(
                                        "chat.update",
                                        Running.message("B.")
                                                .put("channel", "C0ALERTS01")
                                                .put("ts", ts))
                                .path("error")
                                .asText())
                .as("it is in another channel")
                .isEqualTo("message_not_found");
    }

    @Test
    void the_bot_cannot_change_what_a_person_said() {
        JsonNode said =
                slack.control(
                        "POST",
                        "messages",
                        "{\"channel\":\"amends-local\",\"text\":\"What is this?\"}");

        assertThat(slack.update(said.path("ts").asText(), "B.").path("error").asText())
                .isEqualTo("cant_update_message");
    }

    @Test
    void a_reply_to_a_reply_belongs_to_the_first_message() {
        String parent = slack.post("A.").path("ts").asText();
        String reply =
                slack.api("chat.postMessage", Running.message("B.").put("thread_ts", parent))
                        .path("ts")
                        .asText();

        JsonNode second =
                slack.api("chat.postMessage", Running.message("C.").put("thread_ts", reply));

        assertThat(second.at("/message/thread_ts").asText()).isEqualTo(parent);
    }

    private String error(ObjectNode arguments) {
        JsonNode answer = slack.api("chat.postMessage", arguments);
        assertThat(answer.path("ok").asBoolean(true)).isFalse();
        return answer.path("error").asText();
    }

    private static ObjectNode blocks(String json) {
        return Running.message("A.").set("blocks", Running.quoted(json));
    }

    private String raw(String body) {
        return Running.json(
                        slack.send(
                                slack.to("/api/chat.postMessage")
                                        .header("Authorization", "Bearer xoxb-test")
                                        .header("Content-Type", "application/json; charset=utf-8")
                                        .POST(BodyPublishers.ofString(body))))
                .path("error")
                .asText();
    }
}
