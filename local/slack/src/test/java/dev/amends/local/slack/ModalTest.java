package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModalTest {

    private final Running slack = Running.start().stopClock();
    private final App app = new App(slack);
    private final AnnsModal modal = new AnnsModal(slack, app);

    @AfterEach
    void stop() {
        app.close();
        slack.close();
    }

    @Test
    void a_modal_opens_for_the_one_who_pressed_while_the_app_is_being_asked() {
        String[] opened = new String[1];
        String ts = slack.button("exempt");
        app.does(request -> {
            String trigger = request.payload(BlockActionPayload.class).getTriggerId();
            opened[0] = modal.open(trigger, AnnsModal.VIEW).at("/view/id").asText();
            return "";
        });

        slack.press(AnnsModal.ANN, ts, "exempt");

        JsonNode views = slack.views();
        assertThat(views).hasSize(1);
        assertThat(views.at("/0/user").asText()).isEqualTo(AnnsModal.ANN);
        assertThat(views.at("/0/view/id").asText()).isEqualTo(opened[0]).startsWith("V0");
        assertThat(views.at("/0/errors")).isEmpty();
    }

    @Test
    void a_trigger_id_works_once_and_for_three_seconds() {
        String trigger = modal.trigger();
        slack.pass(3);
        assertThat(modal.open(trigger, AnnsModal.VIEW).path("ok").asBoolean()).isTrue();
        assertThat(modal.open(trigger, AnnsModal.VIEW).path("error").asText())
                .isEqualTo("exchanged_trigger_id");

        String late = modal.trigger();
        slack.pass(4);
        assertThat(modal.open(late, AnnsModal.VIEW).path("error").asText())
                .isEqualTo("expired_trigger_id");
        assertThat(modal.open("1.2.x", AnnsModal.VIEW).path("error").asText())
                .isEqualTo("invalid_trigger_id");
        assertThat(modal.open("", AnnsModal.VIEW).path("error").asText())
                .isEqualTo("invalid_arguments");
    }

    @Test
    void a_modal_that_is_refused_leaves_the_trigger_id_good() {
        String trigger = modal.trigger();

        assertThat(modal.open(trigger, "{'type':'modal'}").path("error").asText())
                .isEqualTo("invalid_arguments");
        assertThat(modal.open(trigger, AnnsModal.VIEW).path("ok").asBoolean()).isTrue();
    }

    @Test
    void a_submission_carries_the_view_and_what_stands_in_its_fields() {
        String id = modal.opened();

        JsonNode result =
                modal.submit(
                        id,
                        """
                        {'why':{'text':'Because.'},'what':{'one':'one'},'how':{'pick':{'type':'radio_buttons','selected_option':{'value':'now'}}},
                         'who':{'some':['owner','team']}}
                        """);

        assertThat(result.path("ok").asBoolean()).isTrue();
        ViewSubmissionPayload payload = app.last().payload(ViewSubmissionPayload.class);
        assertThat(payload.getType()).isEqualTo("view_submission");
        assertThat(payload.getUser().getId()).isEqualTo(AnnsModal.ANN);
        assertThat(payload.getTeam().getDomain()).isEqualTo("amends-local");
        assertThat(payload.getApiAppId()).isEqualTo("A0AMENDS01");
        assertThat(payload.getTriggerId()).isNotEmpty();
        assertThat(payload.getResponseUrls()).isEmpty();
        assertThat(payload.getView().getId()).isEqualTo(id);
        assertThat(payload.getView().getHash()).isNotEmpty();
        assertThat(payload.getView().getCallbackId()).isEqualTo("exempt");
        assertThat(payload.getView().getPrivateMetadata()).isEqualTo("f-1");
        assertThat(payload.getView().getBlocks()).hasSize(6);
        var values = payload.getView().getState().getValues();
        assertThat(values.get("why").get("text").getType()).isEqualTo("plain_text_input");
        assertThat(values.get("why").get("text").getValue()).isEqualTo("Because.");
        assertThat(values.get("until").get("day").getSelectedDate()).isEqualTo("2026-12-24");
        assertThat(values.get("what").get("one").getSelectedOption().getValue()).isEqualTo("one");
        assertThat(values.get("what").get("one").getSelectedOption().getText().getText())
                .isEqualTo("One");
        assertThat(values.get("how").get("pick").getSelectedOption().getValue()).isEqualTo("now");
        assertThat(values.get("who").get("some").getSelectedOptions())
                .extracting(option -> option.getValue())
                .containsExactly("owner", "team");
        assertThat(slack.views()).as("it closed").isEmpty();
    }

    @Test
    void fields_left_alone_are_sent_with_what_the_app_put_there_or_null() {
        modal.submit(modal.opened(), "{'why':{'text':'Because.'},'until':{'day':''}}");

        JsonNode values = Running.parse(app.last().payload()).at("/view/state/values");
        assertThat(values.at("/until/day/selected_date").isNull()).isTrue();
        assertThat(values.at("/what/one/selected_option/value").asText()).isEqualTo("all");
        assertThat(values.at("/how/pick/selected_option").isNull()).isTrue();
        assertThat(values.at("/who/some/selected_options").isArray()).isTrue();
    }

    @Test
    void slack_finds_what_is_missing_or_too_short_without_asking_the_app() {
        String id = modal.opened();

        assertThat(modal.submit(id, "{}").at("/errors/why").asText())
                .isEqualTo("Please complete this required field.");
        assertThat(modal.submit(id, "{'why':{'text':'abc'}}").at("/errors/why").asText())
                .isEqualTo("Please enter at least 5 characters.");
        JsonNode result = modal.submit(id, "{'why':{'text':'" + "x".repeat(21) + "'}}");
        assertThat(result.at("/errors/why").asText())
                .isEqualTo("Please enter at most 20 characters.");
        assertThat(result.path("error").asText()).isEqualTo("invalid_input");
        assertThat(slack.views().at("/0/errors/why").asText()).contains("at most 20");
        assertThat(app.requests()).hasSize(1);
    }

    @Test
    void a_test_that_names_a_field_or_an_option_that_is_not_there_is_told_so() {
        String id = modal.opened();

        assertThat(modal.submit(id, "{'whom':{'text':'a'}}").path("error").asText())
                .isEqualTo("the modal has no field whom/text");
        assertThat(modal.submit(id, "{'what':{'one':'none'}}").path("error").asText())
                .isEqualTo("there is no option none");
        assertThat(modal.submit(id, "{'until':{'day':'24.12.2026'}}").path("error").asText())
                .isEqualTo("a date is YYYY-MM-DD, not 24.12.2026");
        assertThat(modal.submit(id, "{'why':'Because.'}").path("error").asText())
                .isEqualTo("values are {BLOCK_ID:{ACTION_ID:STATE}}, see why");
        assertThat(modal.submit("V0NONE", "{}").path("error").asText()).isEqualTo("view_not_found");
    }

    @Test
    void a_field_with_dispatch_action_tells_the_app_at_once_and_others_do_not() {
        String id = modal.opened();

        JsonNode pressed = modal.pressInView(id, "pick", "{'how':{'pick':'later'}}");

        assertThat(pressed.path("ok").asBoolean()).isTrue();
        BlockActionPayload payload = app.last().payload(BlockActionPayload.class);
        assertThat(payload.getContainer().getType()).isEqualTo("view");
        assertThat(payload.getContainer().getViewId()).isEqualTo(id);
        assertThat(payload.getActions().getFirst().getSelectedOption().getValue())
                .isEqualTo("later");
        assertThat(
                        payload.getView()
                                .getState()
                                .getValues()
                                .get("how")
                                .get("pick")
                                .getSelectedOption()
                                .getValue())
                .isEqualTo("later");
        assertThat(modal.pressInView(id, "text", "{}").path("error").asText())
                .isEqualTo("action_not_found");
    }

    @Test
    void a_second_modal_takes_the_place_of_the_first_and_each_person_has_their_own() {
        String first = modal.opened();
        String second = modal.opened();

        assertThat(slack.views()).hasSize(1);
        assertThat(slack.views().at("/0/view/id").asText()).isEqualTo(second);
        assertThat(modal.submit(first, "{}").path("error").asText()).isEqualTo("view_not_found");
    }
}
