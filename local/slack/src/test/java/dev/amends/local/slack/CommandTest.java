package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.app_backend.slash_commands.SlashCommandPayloadParser;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandTest {

    private final Running slack = Running.start();
    private final App app = new App(slack);

    @AfterEach
    void stop() {
        app.close();
        slack.close();
    }

    @Test
    void a_command_tells_who_said_what_where_in_slacks_words() {
        slack.command("/amends", "  pause 2h = coffee & cake ");

        SlashCommandPayload payload = new SlashCommandPayloadParser().parse(app.last().body());
        assertThat(payload.getCommand()).isEqualTo("/amends");
        assertThat(payload.getText()).isEqualTo("pause 2h = coffee & cake");
        assertThat(payload.getUserId()).isEqualTo("U0ANN00001");
        assertThat(payload.getUserName()).isEqualTo("ann");
        assertThat(payload.getChannelId()).isEqualTo(Running.CHANNEL);
        assertThat(payload.getChannelName()).isEqualTo("amends-local");
        assertThat(payload.getTeamId()).isEqualTo("T0AMENDS01");
        assertThat(payload.getTeamDomain()).isEqualTo("amends-local");
        assertThat(payload.getApiAppId()).isEqualTo("A0AMENDS01");
        assertThat(payload.getToken()).isNotEmpty();
        assertThat(payload.getResponseUrl()).startsWith(slack.url("/hooks/"));
        assertThat(payload.getTriggerId()).isNotEmpty();
        assertThat(payload.isEnterpriseInstall()).isFalse();
    }

    @Test
    void what_the_app_answers_at_once_only_the_one_who_asked_sees() {
        app.answersQuoted("{'text':'All quiet.','blocks':[{'type':'divider'}]}");

        JsonNode result = slack.command("/amends", "status");

        assertThat(result.path("ok").asBoolean()).isTrue();
        assertThat(result.path("body").asText()).contains("All quiet.");
        assertThat(slack.messages()).isEmpty();
        JsonNode shown = slack.ephemerals().get(0);
        assertThat(shown.path("text").asText()).isEqualTo("All quiet.");
        assertThat(shown.path("user").asText()).isEqualTo("U0ANN00001");
        assertThat(shown.at("/blocks/0/block_id").asText()).isNotEmpty();
    }

    @Test
    void an_answer_for_all_is_a_message_and_no_answer_is_none() {
        slack.command("/amends", "status");
        assertThat(slack.messages()).isEmpty();
        assertThat(slack.ephemerals()).isEmpty();

        app.answersQuoted("{'response_type':'in_channel','text':'Paused.'}");
        slack.command("/amends", "pause 2h");

        assertThat(slack.messages().at("/0/text").asText()).isEqualTo("Paused.");
        assertThat(slack.messages().at("/0/bot").asBoolean()).isTrue();
        assertThat(slack.ephemerals()).isEmpty();
    }

    @Test
    void plain_text_is_an_answer_too() {
        app.answers("All quiet.");

        slack.command("/amends", "status");

        assertThat(slack.ephemerals().at("/0/text").asText()).isEqualTo("All quiet.");
    }

    @Test
    void an_answer_slack_cannot_show_is_a_failure_the_person_sees() {
        app.answersQuoted("{'text':'A.','blocks':[{'type':'knob'}]}");

        JsonNode result = slack.command("/amends", "status");

        assertThat(result.path("ok").asBoolean(true)).isFalse();
        assertThat(result.path("error").asText()).isEqualTo("dispatch_failed");
        assertThat(result.path("problem").toString()).contains("/blocks/0/type");
        assertThat(slack.ephemerals().at("/0/from").asText()).isEqualTo("slackbot");
        assertThat(slack.ephemerals().at("/0/text").asText())
                .isEqualTo("/amends failed with the error \"dispatch_failed\"");
    }

    @Test
    void a_failure_is_told_by_slackbot_to_the_one_who_asked() {
        app.fails(503);

        JsonNode result = slack.command("/amends", "status");

        assertThat(result.path("shown").asText())
                .isEqualTo("/amends failed with the error \"dispatch_failed\"");
        assertThat(slack.ephemerals().at("/0/user").asText()).isEqualTo("U0ANN00001");
    }

    @Test
    void with_a_manifest_there_are_its_commands_and_no_others() {
        slack.control(
                "POST",
                "app",
                Json.write(Json.object().put("manifest", ManifestTest.manifestOfThisProject())));

        assertThat(slack.command("/amends", "status").path("ok").asBoolean()).isTrue();
        JsonNode other = slack.command("/amend", "status");

        assertThat(other.path("error").asText()).isEqualTo("invalid_command");
        assertThat(other.path("shown").asText()).startsWith("/amend is not a valid command.");
        assertThat(app.requests()).hasSize(1);
    }

    @Test
    void a_command_begins_with_a_slash() {
        assertThat(slack.command("amends", "status").path("error").asText())
                .isEqualTo("a command begins with /, not amends");
    }
}
