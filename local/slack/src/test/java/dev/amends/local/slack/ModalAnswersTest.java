package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.app_backend.views.payload.ViewClosedPayload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModalAnswersTest {

    private final Running slack = Running.start().stopClock();
    private final App app = new App(slack);
    private final AnnsModal modal = new AnnsModal(slack, app);

    @AfterEach
    void stop() {
        app.close();
        slack.close();
    }

    @Test
    void errors_of_the_app_stand_at_their_fields_and_what_was_typed_stays() {
        String id = modal.opened();
        app.answersQuoted("{'response_action':'errors','errors':{'why':'Say more.'}}");

        JsonNode result = modal.submit(id, "{'why':{'text':'Because.'}}");

        assertThat(result.path("ok").asBoolean()).isTrue();
        assertThat(result.at("/errors/why").asText()).isEqualTo("Say more.");
        assertThat(slack.views().at("/0/errors/why").asText()).isEqualTo("Say more.");
        assertThat(slack.views().at("/0/view/state/values/why/text/value").asText())
                .isEqualTo("Because.");

        app.answers("");
        modal.submit(id, "{}");
        assertThat(slack.views()).isEmpty();
    }

    @Test
    void an_update_puts_another_view_in_its_place_under_the_same_id() {
        String id = modal.opened();
        String next = AnnsModal.VIEW.replace("'callback_id':'exempt'", "'callback_id':'next'");
        app.answersQuoted("{'response_action':'update','view':" + next + "}");

        modal.submit(id, "{'why':{'text':'Because.'}}");

        JsonNode view = slack.views().at("/0/view");
        assertThat(view.path("id").asText()).isEqualTo(id);
        assertThat(view.path("callback_id").asText()).isEqualTo("next");
        assertThat(view.at("/state/values/why/text/value").isNull()).isTrue();
    }

    @Test
    void clear_closes_it() {
        String id = modal.opened();
        app.answersQuoted("{'response_action':'clear'}");

        modal.submit(id, "{'why':{'text':'Because.'}}");

        assertThat(slack.views()).isEmpty();
    }

    @Test
    void an_answer_slack_does_not_understand_leaves_it_open_with_a_warning() {
        for (String answer :
                new String[] {
                    "ok",
                    "{}",
                    "{'response_action':'errors','errors':{'nowhere':'A.'}}",
                    "{'response_action':'errors','errors':{}}",
                    "{'response_action':'update','view':{'type':'modal'}}"
                }) {
            String id = modal.opened();
            app.answersQuoted(answer);

            JsonNode result = modal.submit(id, "{'why':{'text':'Because.'}}");

            assertThat(result.path("error").asText()).as(answer).isEqualTo("invalid_response");
            assertThat(result.path("shown").asText())
                    .isEqualTo("We had some trouble connecting. Try again?");
            assertThat(slack.views().at("/0/warning").asText()).startsWith("We had some trouble");
            app.answers("");
        }
    }

    @Test
    void an_app_that_fails_leaves_it_open_to_try_again() {
        String id = modal.opened();
        app.fails(500);

        JsonNode result = modal.submit(id, "{'why':{'text':'Because.'}}");

        assertThat(result.path("error").asText()).isEqualTo("dispatch_failed");
        assertThat(result.path("status").asInt()).isEqualTo(500);
        app.fails(200);
        assertThat(modal.submit(id, "{}").path("ok").asBoolean()).isTrue();
    }

    @Test
    void the_app_hears_of_a_cancelled_modal_only_if_it_asked_to() {
        modal.close(modal.opened());
        assertThat(slack.views()).isEmpty();
        assertThat(app.requests()).hasSize(1);

        modal.close(
                modal.opened(
                        AnnsModal.VIEW.replace(
                                "'type':'modal',", "'type':'modal','notify_on_close':true,")));

        ViewClosedPayload payload = app.last().payload(ViewClosedPayload.class);
        assertThat(payload.getType()).isEqualTo("view_closed");
        assertThat(payload.getUser().getId()).isEqualTo(AnnsModal.ANN);
        assertThat(payload.getView().getCallbackId()).isEqualTo("exempt");
        assertThat(payload.isCleared()).isFalse();
    }
}
