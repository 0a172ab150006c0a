package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsAndPaceTest {

    private final Running slack = Running.start("--channel", "alerts=C0ALERTS01").stopClock();

    @AfterEach
    void stop() {
        slack.close();
    }

    @Test
    void after_a_burst_of_five_a_channel_takes_one_message_a_second() {
        for (int i = 0; i < 5; i++) {
            assertThat(send().statusCode()).isEqualTo(200);
        }

        HttpResponse<String> sixth = send();
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.headers().firstValue("Retry-After")).contains("1");
        assertThat(sixth.body()).isEqualTo("{\"ok\":false,\"error\":\"ratelimited\"}");

        slack.pass(1);
        assertThat(send().statusCode()).isEqualTo(200);
        assertThat(send().statusCode()).isEqualTo(429);
        assertThat(slack.messages()).hasSize(6);
    }

    @Test
    void one_busy_channel_does_not_slow_down_another() {
        for (int i = 0; i < 6; i++) {
            send();
        }

        assertThat(
                        slack.call(
                                        "chat.postMessage",
                                        Running.message("A.").put("channel", "alerts"))
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void emptying_the_channel_forgets_the_pace_too() {
        for (int i = 0; i < 6; i++) {
            send();
        }

        slack.control("DELETE", "messages", "");

        assertThat(slack.messages()).isEmpty();
        assertThat(send().statusCode()).isEqualTo(200);
    }

    @Test
    void a_fault_with_429_lasts_as_often_as_asked_and_says_when_to_come_again() {
        fault("{'method':'chat.postMessage','times':2,'status':429,'retryAfter':3}");

        assertThat(send().headers().firstValue("Retry-After")).contains("3");
        assertThat(send().statusCode()).isEqualTo(429);
        assertThat(send().statusCode()).isEqualTo(200);
        assertThat(slack.messages()).hasSize(1);
    }

    @Test
    void a_fault_with_500_is_an_internal_error() {
        fault("{'method':'chat.postMessage','status':500}");

        HttpResponse<String> answer = send();

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("internal_error");
    }

    @Test
    void a_fault_with_an_error_is_said_with_200() {
        fault("{'method':'chat.postMessage','error':'is_archived'}");

        HttpResponse<String> answer = send();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"ok\":false,\"error\":\"is_archived\"}");
    }

    @Test
    void a_fault_afterwards_carries_the_call_out_and_loses_the_answer() {
        fault("{'method':'chat.postMessage','status':500,'afterwards':true}");

        assertThat(send().statusCode()).isEqualTo(500);
        assertThat(slack.messages()).hasSize(1);
    }

    @Test
    void a_fault_that_only_delays_gives_the_true_answer() {
        fault("{'method':'chat.postMessage','delayMillis':1}");

        assertThat(Running.json(send()).path("ok").asBoolean()).isTrue();
    }

    @Test
    void a_fault_for_another_method_is_not_met_and_clearing_removes_all() {
        fault("{'method':'chat.update','times':9}");
        assertThat(send().statusCode()).isEqualTo(200);

        fault("{'times':9}");
        assertThat(send().statusCode()).isEqualTo(500);

        slack.control("DELETE", "faults", "");
        assertThat(send().statusCode()).isEqualTo(200);
    }

    @Test
    void a_fault_with_a_misspelt_field_is_refused() {
        assertThat(
                        slack.control("POST", "faults", "{\"methods\":\"chat.update\"}")
                                .path("error")
                                .asText())
                .isEqualTo("unknown field methods");
    }

    private void fault(String json) {
        slack.control("POST", "faults", json.replace('\'', '"'));
    }

    private HttpResponse<String> send() {
        return slack.call("chat.postMessage", Running.message("A."));
    }
}
