package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeopleTest {

    private final Running slack = Running.start().stopClock();

    @AfterEach
    void stop() {
        slack.close();
    }

    @Test
    void there_are_three_people_and_a_group() {
        JsonNode here = Running.json(slack.get("/_standin/users"));

        assertThat(here.path("users").valueStream().map(user -> user.path("name").asText()))
                .containsExactly("Ann Approver", "Ben Builder", "Cat Caller");
        assertThat(here.at("/groups/0/handle").asText()).isEqualTo("platform");
        assertThat(here.at("/groups/0/users/0").asText()).isEqualTo("U0ANN00001");
    }

    @Test
    void somebody_is_found_by_address_in_whatever_case() {
        JsonNode user = byEmail("BEN@example.com").path("user");

        assertThat(user.path("id").asText()).isEqualTo("U0BEN00001");
        assertThat(user.path("name").asText()).isEqualTo("ben");
        assertThat(user.at("/profile/email").asText()).isEqualTo("ben@example.com");
        assertThat(user.path("deleted").asBoolean(true)).isFalse();
        assertThat(byEmail("dana@example.com").path("error").asText()).isEqualTo("users_not_found");
    }

    @Test
    void the_methods_that_read_do_not_look_into_json() {
        JsonNode answer =
                slack.api("users.lookupByEmail", Json.object().put("email", "ann@example.com"));

        assertThat(answer.path("error").asText()).isEqualTo("invalid_arguments");
        assertThat(answer.at("/response_metadata/messages/0").asText()).contains("email");
    }

    @Test
    void somebody_is_found_by_id_and_a_group_tells_its_members() {
        assertThat(
                        slack.form("users.info", Json.object().put("user", "U0CAT00001"))
                                .at("/user/real_name")
                                .asText())
                .isEqualTo("Cat Caller");
        assertThat(
                        slack.form("users.info", Json.object().put("user", "U0NOBODY01"))
                                .path("error")
                                .asText())
                .isEqualTo("user_not_found");
        assertThat(members("S0PLATFRM1").path("users").toString()).isEqualTo("[\"U0ANN00001\"]");
        assertThat(members("S0NOBODY01").path("error").asText()).isEqualTo("no_such_subteam");
    }

    @Test
    void an_ephemeral_message_is_for_somebody_who_is_here() {
        ObjectNode message = Running.message("For Cat.").put("user", "U0CAT00001");

        JsonNode answer = slack.api("chat.postEphemeral", message);

        assertThat(answer.path("ok").asBoolean()).isTrue();
        assertThat(slack.ephemerals().at("/0/ts").asText())
                .isEqualTo(answer.path("message_ts").asText());
        assertThat(slack.messages()).isEmpty();
        assertThat(
                        slack.api("chat.postEphemeral", message.put("user", "U0NOBODY01"))
                                .path("error")
                                .asText())
                .isEqualTo("user_not_in_channel");
    }

    @Test
    void a_permalink_leads_to_the_message_in_the_page() {
        String ts = slack.post("A.").path("ts").asText();

        JsonNode answer =
                slack.form(
                        "chat.getPermalink",
                        Json.object().put("channel", Running.CHANNEL).put("message_ts", ts));

        String link = answer.path("permalink").asText();
        assertThat(link).isEqualTo(slack.url("/archives/C0AMENDS01/p" + ts.replace(".", "")));
        HttpResponse<String> moved = slack.get(link.substring(slack.url("").length()));
        assertThat(moved.statusCode()).isEqualTo(302);
        assertThat(moved.headers().firstValue("Location"))
                .contains("/?channel=C0AMENDS01#m" + ts.replace('.', '-'));
        assertThat(
                        slack.form(
                                        "chat.getPermalink",
                                        Json.object()
                                                .put("channel", Running.CHANNEL)
                                                .put("message_ts", "1.000001"))
                                .path("error")
                                .asText())
                .isEqualTo("message_not_found");
    }

    @Test
    void a_method_of_a_tier_answers_so_many_times_a_minute() {
        for (int i = 0; i < 20; i++) {
            assertThat(members("S0PLATFRM1").path("ok").asBoolean()).isTrue();
        }
        assertThat(members("S0PLATFRM1").path("error").asText()).isEqualTo("ratelimited");
        slack.pass(3);
        assertThat(members("S0PLATFRM1").path("ok").asBoolean()).isTrue();
    }

    @Test
    void people_and_groups_from_the_command_line_take_the_place_of_the_usual_ones() {
        try (Running other =
                Running.start(
                        "--user", "U0DAN00001=Dan=dan@example.com",
                        "--user", "U0EVE00001=Eve=eve@example.com",
                        "--group", "S0OPS=ops=U0DAN00001,U0EVE00001")) {
            JsonNode here = Running.json(other.get("/_standin/users"));

            assertThat(here.path("users").valueStream().map(user -> user.path("name").asText()))
                    .containsExactly("Dan", "Eve");
            assertThat(here.path("groups")).hasSize(1);
            assertThat(here.at("/groups/0/users")).hasSize(2);
        }
    }

    @Test
    void people_and_groups_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> Options.of("--token", "x", "--user", "Dan"))
                .hasMessageContaining("ID=NAME=EMAIL");
        assertThatThrownBy(() -> Options.of("--token", "x", "--group", "ops"))
                .hasMessageContaining("ID=HANDLE=USER");
        assertThatThrownBy(() -> Running.start("--group", "S0OPS=ops=U0NOBODY01"))
                .hasMessageContaining("has users who are not");
        assertThatThrownBy(() ->
                        Running.start(
                                "--user", "U0DAN00001=Dan=dan@example.com",
                                "--user", "U0EVE00001=Eve=DAN@example.com"))
                .hasMessageContaining("share an id or an address");
    }

    @Test
    void emptying_the_channel_takes_along_what_belonged_to_it() {
        try (App app = new App(slack)) {
            slack.command("/amends", "exempt");
            String body = app.last().body();
            String trigger = body.substring(body.indexOf("trigger_id=") + 11);
            JsonNode opened =
                    slack.api(
                            "views.open",
                            Json.object()
                                    .put("trigger_id", trigger)
                                    .set("view", Running.quoted(AnnsModal.VIEW)));
            assertThat(opened.path("ok").asBoolean()).isTrue();
            slack.api("chat.postEphemeral", Running.message("A.").put("user", "U0CAT00001"));

            slack.control("DELETE", "messages", "");

            assertThat(slack.views()).isEmpty();
            assertThat(slack.ephemerals()).isEmpty();
            assertThat(slack.command("/amends", "status").path("ok").asBoolean())
                    .as("the app is still known")
                    .isTrue();
        }
    }

    private JsonNode byEmail(String email) {
        return slack.form("users.lookupByEmail", Json.object().put("email", email));
    }

    private JsonNode members(String group) {
        return slack.form("usergroups.users.list", Json.object().put("usergroup", group));
    }
}
