package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {

    private static final Path FILE = Path.of("../../slack/manifest.yaml");

    private final Running slack = Running.start("--manifest", FILE.toString());

    @AfterEach
    void stop() {
        slack.close();
    }

    static String manifestOfThisProject() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_app_of_this_project_asks_for_these_scopes_and_no_more() {
        JsonNode app = Running.json(slack.get("/_standin/app"));

        assertThat(app.path("scopes").valueStream().map(JsonNode::asText))
                .containsExactly(
                        "chat:write",
                        "commands",
                        "usergroups:read",
                        "users:read",
                        "users:read.email");
        assertThat(app.path("commands").valueStream().map(JsonNode::asText))
                .containsExactly("/amends");
        assertThat(app.path("interactivity").asBoolean()).isTrue();
    }

    @Test
    void with_its_scopes_every_method_of_the_bot_may_be_called() {
        ObjectNode email = Json.object().put("email", "ann@example.com");

        assertThat(slack.post("A.").path("ok").asBoolean()).isTrue();
        assertThat(slack.form("users.lookupByEmail", email).path("ok").asBoolean()).isTrue();
        assertThat(
                        slack.form(
                                        "usergroups.users.list",
                                        Json.object().put("usergroup", "S0PLATFRM1"))
                                .path("ok")
                                .asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "chat.postMessage, chat:write",
        "chat.update, chat:write",
        "chat.postEphemeral, chat:write",
        "users.lookupByEmail, users:read.email",
        "users.info, users:read",
        "usergroups.users.list, usergroups:read"
    })
    void a_method_without_its_scope_is_refused_naming_it(String method, String scope) {
        slack.control(
                "POST",
                "app",
                Json.write(
                        Json.object()
                                .put(
                                        "manifest",
                                        "oauth_config: {scopes: {bot: [im:read, commands]}}")));

        JsonNode answer = slack.form(method, Json.object());

        assertThat(answer.path("ok").asBoolean(true)).isFalse();
        assertThat(answer.path("error").asText()).isEqualTo("missing_scope");
        assertThat(answer.path("needed").asText()).isEqualTo(scope);
        assertThat(answer.path("provided").asText()).isEqualTo("commands,im:read");
    }

    @Test
    void some_methods_need_no_scope() {
        slack.control(
                "POST",
                "app",
                Json.write(Json.object().put("manifest", "display_information: {name: A}")));

        assertThat(slack.api("auth.test", Json.object()).path("ok").asBoolean()).isTrue();
        assertThat(slack.api("views.open", Json.object()).path("error").asText())
                .isEqualTo("invalid_arguments");
        assertThat(slack.form("chat.getPermalink", Json.object()).path("error").asText())
                .isEqualTo("invalid_arguments");
    }

    @Test
    void an_address_is_seen_only_with_the_scope_for_it() {
        ObjectNode ann = Json.object().put("user", "U0ANN00001");
        assertThat(slack.form("users.info", ann).at("/user/profile/email").asText())
                .isEqualTo("ann@example.com");

        slack.control(
                "POST",
                "app",
                Json.write(
                        Json.object()
                                .put("manifest", "oauth_config: {scopes: {bot: [users:read]}}")));

        JsonNode user = slack.form("users.info", ann).path("user");
        assertThat(user.path("real_name").asText()).isEqualTo("Ann Approver");
        assertThat(user.at("/profile/email").isMissingNode()).isTrue();
    }

    @Test
    void an_empty_manifest_takes_it_away_and_a_wrong_one_changes_nothing() {
        assertThat(slack.control("POST", "app", "{\"manifest\":\"a: [\"}").path("error").asText())
                .startsWith("the manifest is not YAML");
        assertThat(Running.json(slack.get("/_standin/app")).path("scopes")).hasSize(5);

        slack.control("POST", "app", "{\"manifest\":\"\"}");
        assertThat(Running.json(slack.get("/_standin/app")).path("scopes").isNull()).isTrue();
        assertThat(slack.control("POST", "app", "{\"secret\":\"a\"}").path("error").asText())
                .isEqualTo("unknown setting secret");
    }

    @Test
    void what_slack_would_not_install_is_refused() {
        assertThatThrownBy(() -> Manifest.of("features: {slash_commands: [{command: /a}]}"))
                .hasMessageContaining("not the scope commands");
        assertThatThrownBy(() -> Manifest.of("oauth_config: {scopes: {bot: [users:read.email]}}"))
                .hasMessageContaining("not users:read");
        assertThatThrownBy(() -> Manifest.of("settings: {interactivity: {is_enabled: true}}"))
                .hasMessageContaining("without a request_url");
        assertThatThrownBy(() -> Manifest.of("- a")).hasMessageContaining("no mapping");
        assertThatThrownBy(() -> Manifest.of("features: {slash_commands: [{command: Amends}]}"))
                .hasMessageContaining("\"Amends\"");
    }
}
