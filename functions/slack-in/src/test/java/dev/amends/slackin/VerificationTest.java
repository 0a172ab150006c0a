package dev.amends.slackin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is let in; what is not stands in {@link AttackTableTest}. */
class VerificationTest {
    private final World world = new World();
    private final String body = Signed.command(Standin.BEN, "help");

    @AfterEach
    void close() {
        world.close();
    }

    private int status(Map<String, Object> event) {
        return world.send(event).status();
    }

    @Test
    void slacks_own_example_of_a_signature_is_reproduced() {
        // docs.slack.dev, Verifying requests from Slack
        String body =
                "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        assertThat(
                        new String(
                                Verification.sign(
                                        "8f742231b10e8888abcd99yyyzzz85a5",
                                        "1531420618",
                                        body.getBytes(StandardCharsets.UTF_8)),
                                StandardCharsets.US_ASCII))
                .isEqualTo("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
    }

    @Test
    void header_names_have_no_case_and_may_come_with_several_values() {
        Map<String, Object> event = Signed.event(body, world.clock.instant());
        Map<String, Object> lower = new HashMap<>();
        Map<String, Object> several = new HashMap<>();
        ((Map<?, ?>) event.get("headers"))
                .forEach((name, value) -> {
                    lower.put(String.valueOf(name).toLowerCase(java.util.Locale.ROOT), value);
                    several.put(String.valueOf(name), List.of(value));
                });
        event.put("headers", lower);
        assertThat(status(event)).isEqualTo(200);
        event.remove("headers");
        event.put("multiValueHeaders", several);
        assertThat(status(event)).isEqualTo(200);
    }

    @Test
    void the_signature_is_over_the_raw_bytes_also_where_they_come_as_base64() {
        Map<String, Object> event = Signed.event(body, world.clock.instant());
        event.put(
                "body", Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)));
        event.put("isBase64Encoded", true);
        assertThat(status(event)).isEqualTo(200);
    }

    @Test
    void a_clock_may_be_five_minutes_off_in_either_direction() {
        var now = world.clock.instant();
        Duration almost = Verification.SKEW.minusSeconds(5);
        assertThat(status(Signed.event(body, now.minus(almost)))).isEqualTo(200);
        assertThat(status(Signed.event(body, now.plus(almost)))).isEqualTo(200);
    }

    @Test
    void a_new_signing_secret_is_noticed_and_junk_asks_for_it_once_a_minute_at_most() {
        assertThat(status(Signed.event(body, world.clock.instant()))).isEqualTo(200);
        assertThat(world.secretReads).isEqualTo(1);

        world.signingSecret = "rotated";
        assertThat(status(Signed.event(body, world.clock.instant(), "rotated"))).isEqualTo(200);
        assertThat(world.secretReads).isEqualTo(2);

        for (int i = 0; i < 5; i++) {
            assertThat(status(Signed.event(body, world.clock.instant(), "junk"))).isEqualTo(401);
        }
        assertThat(world.secretReads).isEqualTo(2);

        world.clock.forward(Duration.ofSeconds(61));
        assertThat(status(Signed.event(body, world.clock.instant(), "junk"))).isEqualTo(401);
        assertThat(world.secretReads).isEqualTo(3);
    }

    @Test
    void what_is_not_signed_in_slacks_form_does_not_even_read_the_secret() {
        Map<String, Object> event = Signed.event(body, world.clock.instant());
        event.put(
                "headers",
                Map.of(
                        "X-Slack-Request-Timestamp",
                        Long.toString(world.clock.instant().getEpochSecond()),
                        "X-Slack-Signature",
                        "v0=abc"));
        assertThat(status(event)).isEqualTo(401);
        assertThat(world.secretReads).isZero();
    }

    @Test
    void the_heartbeat_that_keeps_the_snapshot_is_answered_and_reads_nothing() {
        World.Said said = world.send(Map.of("amends", "heartbeat"));
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.log().getFirst().text("outcome")).isEqualTo("awake");
        assertThat(world.secretReads).isZero();
    }

    @Test
    void an_event_with_nothing_in_it_is_refused_like_any_other_junk() {
        assertThat(status(Map.of())).isEqualTo(401);
    }
}
