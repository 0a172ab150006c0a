package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.app_backend.SlackSignature;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final long NOW = 1_763_900_000_000L;

    private final Running slack = Running.start().stopClock();
    private final App app = new App(slack);

    @AfterEach
    void stop() {
        app.close();
        slack.close();
    }

    @Test
    void a_request_is_signed_so_that_slacks_own_library_believes_it() {
        slack.command("/amends", "pause 2h ümlaut & more=1");

        App.Request request = app.last();
        var verifier = new SlackSignature.Verifier(new SlackSignature.Generator(App.SECRET));
        assertThat(
                        verifier.isValid(
                                request.header("X-Slack-Request-Timestamp"),
                                request.body(),
                                request.header("X-Slack-Signature"),
                                NOW))
                .isTrue();
        assertThat(
                        verifier.isValid(
                                request.header("X-Slack-Request-Timestamp"),
                                request.body() + " ",
                                request.header("X-Slack-Signature"),
                                NOW))
                .as("one character more")
                .isFalse();
    }

    @Test
    void the_signature_is_the_hmac_of_version_timestamp_and_raw_body() throws Exception {
        slack.command("/amends", "status");

        App.Request request = app.last();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(App.SECRET.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        String timestamp = request.header("X-Slack-Request-Timestamp");
        String base = "v0:" + timestamp + ":" + request.body();
        byte[] hash = mac.doFinal(base.getBytes(StandardCharsets.UTF_8));
        assertThat(timestamp).as("the clock looked at once before").isEqualTo("1763900001");
        assertThat(request.header("X-Slack-Signature"))
                .isEqualTo("v0=" + HexFormat.of().formatHex(hash));
    }

    @Test
    void the_algorithm_gives_what_slacks_documentation_says_it_gives() {
        // docs.slack.dev, "Verifying requests from Slack".
        String body =
                "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
                        + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA"
                        + "&user_name=roadrunner&command=%2Fwebhook-collect&text="
                        + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J"
                        + "%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                        + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

        assertThat(Signature.of("8f742231b10e8888abcd99yyyzzz85a5", 1531420618, body))
                .isEqualTo("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
    }

    @Test
    void a_request_looks_like_one_of_slacks() {
        slack.command("/amends", "status");

        assertThat(app.last().method()).isEqualTo("POST");
        assertThat(app.last().header("Content-Type"))
                .isEqualTo("application/x-www-form-urlencoded");
        assertThat(app.last().header("User-Agent"))
                .isEqualTo("Slackbot 1.0 (+https://api.slack.com/robots)");
    }

    @Test
    void an_app_that_takes_longer_than_three_seconds_is_not_waited_for() {
        app.does(request -> {
            sleep(3500);
            return "too late";
        });
        String ts = slack.button("keep");

        JsonNode pressed = slack.press("U0ANN00001", ts, "keep");

        assertThat(pressed.path("ok").asBoolean(true)).isFalse();
        assertThat(pressed.path("error").asText()).isEqualTo("operation_timeout");
        assertThat(pressed.path("shown").asText())
                .isEqualTo("Operation timed out. Apps need to respond within 3 seconds.");
        assertThat(pressed.path("millis").asLong()).isBetween(3000L, 3490L);
    }

    @Test
    void an_answer_that_dribbles_in_is_too_late_as_well() throws Exception {
        try (var dribbling = new java.net.ServerSocket(0)) {
            Thread.ofVirtual()
                    .start(() -> {
                        try (var socket = dribbling.accept()) {
                            socket.getOutputStream()
                                    .write(
                                            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"
                                                    .getBytes(StandardCharsets.US_ASCII));
                            sleep(5000);
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    });
            configure("http://127.0.0.1:" + dribbling.getLocalPort() + "/");

            JsonNode answer = slack.command("/amends", "status");

            assertThat(answer.path("error").asText()).isEqualTo("operation_timeout");
            assertThat(answer.path("shown").asText())
                    .isEqualTo("/amends failed with the error \"operation_timeout\"");
        }
    }

    @Test
    void an_app_that_fails_or_is_away_is_a_failure_the_person_sees() {
        String ts = slack.button("keep");
        app.fails(500).answers("oops");

        JsonNode failed = slack.press("U0ANN00001", ts, "keep");

        assertThat(failed.path("error").asText()).isEqualTo("dispatch_failed");
        assertThat(failed.path("status").asInt()).isEqualTo(500);
        assertThat(failed.path("body").asText()).isEqualTo("oops");
        assertThat(failed.path("shown").asText())
                .isEqualTo("This app responded with Status Code 500.");

        app.close();
        JsonNode away = slack.press("U0ANN00001", ts, "keep");
        assertThat(away.path("error").asText()).isEqualTo("dispatch_failed");
        assertThat(away.path("status").asInt()).isZero();
    }

    @Test
    void a_redirect_is_a_failure_and_nobody_follows_it() {
        app.fails(302);

        assertThat(slack.command("/amends", "status").path("error").asText())
                .isEqualTo("dispatch_failed");
        assertThat(app.requests()).hasSize(1);
    }

    @Test
    void without_an_address_or_a_secret_nothing_is_sent() {
        try (Running bare = Running.start()) {
            String ts = bare.button("keep");

            JsonNode pressed = bare.press("U0ANN00001", ts, "keep");

            assertThat(pressed.path("error").asText()).isEqualTo("not_configured");
            assertThat(pressed.path("shown").asText())
                    .isEqualTo("This app is not configured to handle interactive responses.");
        }
    }

    @Test
    void where_requests_go_can_be_asked_but_not_what_they_are_signed_with() {
        JsonNode set = Running.json(slack.get("/_standin/app"));

        assertThat(set.path("requestUrl").asText()).isEqualTo(app.url());
        assertThat(set.path("signed").asBoolean()).isTrue();
        assertThat(set.toString()).doesNotContain(App.SECRET);
        assertThat(configure("ftp://example.com").body()).contains("a request URL begins with");
        assertThat(Running.json(slack.get("/_standin/app")).path("requestUrl").asText())
                .isEqualTo(app.url());
    }

    @Test
    void the_command_line_can_say_it_too() {
        try (Running other =
                Running.start("--request-url", app.url(), "--signing-secret", App.SECRET)) {
            assertThat(other.command("/amends", "status").path("ok").asBoolean()).isTrue();
        }
    }

    private HttpResponse<String> configure(String url) {
        return slack.send(
                slack.to("/_standin/app")
                        .POST(
                                BodyPublishers.ofString(
                                        Json.write(Json.object().put("requestUrl", url)))));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
