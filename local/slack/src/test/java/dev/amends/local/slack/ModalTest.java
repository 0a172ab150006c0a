package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.views.payload.ViewClosedPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModalTest {

    static final String VIEW =
            """
            {'type':'modal','callback_id':'exempt','private_metadata':'f-1',
             'title':{'type':'plain_text','text':'Exempt'},'submit':{'type':'plain_text','text':'Exempt'},
             'blocks':[
              {'type':'section','text':{'type':'mrkdwn','text':'*orders*'}},
              {'type':'input','block_id':'why','label':{'type':'plain_text','text':'Why'},
               'element':{'type':'plain_text_input','action_id':'text','min_length':5,'max_length':20}},
              {'type':'input','block_id':'until','optional':true,'label':{'type':'plain_text','text':'Until'},
               'element':{'type':'datepicker','action_id':'day','initial_date':'2026-12-24'}},
              {'type':'input','block_id':'what','label':{'type':'plain_text','text':'What'},
               'element':{'type':'static_select','action_id':'one','options':[
                 {'text':{'type':'plain_text','text':'All'},'value':'all'},{'text':{'type':'plain_text','text':'One'},'value':'one'}],
                'initial_option':{'text':{'type':'plain_text','text':'All'},'value':'all'}}},
              {'type':'input','block_id':'how','dispatch_action':true,'optional':true,'label':{'type':'plain_text','text':'How'},
               'element':{'type':'radio_buttons','action_id':'pick','options':[
                 {'text':{'type':'mrkdwn','text':'*Now*'},'value':'now'},{'text':{'type':'plain_text','text':'Later'},'value':'later'}]}},
              {'type':'input','block_id':'who','optional':true,'label':{'type':'plain_text','text':'Who'},
               'element':{'type':'checkboxes','action_id':'some','options':[
                 {'text':{'type':'plain_text','text':'Owner'},'value':'owner'},{'text':{'type':'plain_text','text':'Team'},'value':'team'}]}}]}
            """;

    private static final String ANN = "U0ANN00001";

    private final Running slack = Running.start().stopClock();
    private final App app = new App(slack);

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
            opened[0] = open(trigger, VIEW).at("/view/id").asText();
            return "";
        });

        slack.press(ANN, ts, "exempt");

        JsonNode views = slack.views();
        assertThat(views).hasSize(1);
        assertThat(views.at("/0/user").asText()).isEqualTo(ANN);
        assertThat(views.at("/0/view/id").asText()).isEqualTo(opened[0]).startsWith("V0");
        assertThat(views.at("/0/errors")).isEmpty();
    }

    @Test
    void a_trigger_id_works_once_and_for_three_seconds() {
        String trigger = trigger();
        slack.pass(3);
        assertThat(open(trigger, VIEW).path("ok").asBoolean()).isTrue();
        assertThat(open(trigger, VIEW).path("error").asText()).isEqualTo("exchanged_trigger_id");

        String late = trigger();
        slack.pass(4);
        assertThat(open(late, VIEW).path("error").asText()).isEqualTo("expired_trigger_id");
        assertThat(open("1.2.x", VIEW).path("error").asText()).isEqualTo("invalid_trigger_id");
        assertThat(open("", VIEW).path("error").asText()).isEqualTo("invalid_arguments");
    }

    @Test
    void a_modal_that_is_refused_leaves_the_trigger_id_good() {
        String trigger = trigger();

        assertThat(open(trigger, "{'type':'modal'}").path("error").asText())
                .isEqualTo("invalid_arguments");
        assertThat(open(trigger, VIEW).path("ok").asBoolean()).isTrue();
    }

    @Test
    void a_submission_carries_the_view_and_what_stands_in_its_fields() {
        String id = opened();

        JsonNode result =
                submit(
                        id,
                        """
                        {'why':{'text':'Because.'},'what':{'one':'one'},'how':{'pick':{'type':'radio_buttons','selected_option':{'value':'now'}}},
                         'who':{'some':['owner','team']}}
                        """);

        assertThat(result.path("ok").asBoolean()).isTrue();
        ViewSubmissionPayload payload = app.last().payload(ViewSubmissionPayload.class);
        assertThat(payload.getType()).isEqualTo("view_submission");
        assertThat(payload.getUser().getId()).isEqualTo(ANN);
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
        submit(opened(), "{'why':{'text':'Because.'},'until':{'day':''}}");

        JsonNode values = Running.parse(app.last().payload()).at("/view/state/values");
        assertThat(values.at("/until/day/selected_date").isNull()).isTrue();
        assertThat(values.at("/what/one/selected_option/value").asText()).isEqualTo("all");
        assertThat(values.at("/how/pick/selected_option").isNull()).isTrue();
        assertThat(values.at("/who/some/selected_options").isArray()).isTrue();
    }

    @Test
    void slack_finds_what_is_missing_or_too_short_without_asking_the_app() {
        String id = opened();

        assertThat(submit(id, "{}").at("/errors/why").asText())
                .isEqualTo("Please complete this required field.");
        assertThat(submit(id, "{'why':{'text':'abc'}}").at("/errors/why").asText())
                .isEqualTo("Please enter at least 5 characters.");
        JsonNode result = submit(id, "{'why':{'text':'" + "x".repeat(21) + "'}}");
        assertThat(result.at("/errors/why").asText())
                .isEqualTo("Please enter at most 20 characters.");
        assertThat(result.path("error").asText()).isEqualTo("invalid_input");
        assertThat(slack.views().at("/0/errors/why").asText()).contains("at most 20");
        assertThat(app.requests()).hasSize(1);
    }

    @Test
    void a_test_that_names_a_field_or_an_option_that_is_not_there_is_told_so() {
        String id = opened();

        assertThat(submit(id, "{'whom':{'text':'a'}}").path("error").asText())
                .isEqualTo("the modal has no field whom/text");
        assertThat(submit(id, "{'what':{'one':'none'}}").path("error").asText())
                .isEqualTo("there is no option none");
        assertThat(submit(id, "{'until':{'day':'24.12.2026'}}").path("error").asText())
                .isEqualTo("a date is YYYY-MM-DD, not 24.12.2026");
        assertThat(submit("V0NONE", "{}").path("error").asText()).isEqualTo("view_not_found");
    }

    @Test
    void errors_of_the_app_stand_at_their_fields_and_what_was_typed_stays() {
        String id = opened();
        app.answersQuoted("{'response_action':'errors','errors':{'why':'Say more.'}}");

        JsonNode result = submit(id, "{'why':{'text':'Because.'}}");

        assertThat(result.path("ok").asBoolean()).isTrue();
        assertThat(result.at("/errors/why").asText()).isEqualTo("Say more.");
        assertThat(slack.views().at("/0/errors/why").asText()).isEqualTo("Say more.");
        assertThat(slack.views().at("/0/view/state/values/why/text/value").asText())
                .isEqualTo("Because.");

        app.answers("");
        submit(id, "{}");
        assertThat(slack.views()).isEmpty();
    }

    @Test
    void an_update_puts_another_view_in_its_place_under_the_same_id() {
        String id = opened();
        String next = VIEW.replace("'callback_id':'exempt'", "'callback_id':'next'");
        app.answersQuoted("{'response_action':'update','view':" + next + "}");

        submit(id, "{'why':{'text':'Because.'}}");

        JsonNode view = slack.views().at("/0/view");
        assertThat(view.path("id").asText()).isEqualTo(id);
        assertThat(view.path("callback_id").asText()).isEqualTo("next");
        assertThat(view.at("/state/values/why/text/value").isNull()).isTrue();
    }

    @Test
    void clear_closes_it() {
        app.answers("");
        String id = opened();
        app.answersQuoted("{'response_action':'clear'}");

        submit(id, "{'why':{'text':'Because.'}}");

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
            String id = opened();
            app.answersQuoted(answer);

            JsonNode result = submit(id, "{'why':{'text':'Because.'}}");

            assertThat(result.path("error").asText()).as(answer).isEqualTo("invalid_response");
            assertThat(result.path("shown").asText())
                    .isEqualTo("We had some trouble connecting. Try again?");
            assertThat(slack.views().at("/0/warning").asText()).startsWith("We had some trouble");
            app.answers("");
        }
    }

    @Test
    void an_app_that_fails_leaves_it_open_to_try_again() {
        String id = opened();
        app.fails(500);

        JsonNode result = submit(id, "{'why':{'text':'Because.'}}");

        assertThat(result.path("error").asText()).isEqualTo("dispatch_failed");
        assertThat(result.path("status").asInt()).isEqualTo(500);
        app.fails(200);
        assertThat(submit(id, "{}").path("ok").asBoolean()).isTrue();
    }

    @Test
    void the_app_hears_of_a_cancelled_modal_only_if_it_asked_to() {
        close(opened());
        assertThat(slack.views()).isEmpty();
        assertThat(app.requests()).hasSize(1);

        close(opened(VIEW.replace("'type':'modal',", "'type':'modal','notify_on_close':true,")));

        ViewClosedPayload payload = app.last().payload(ViewClosedPayload.class);
        assertThat(payload.getType()).isEqualTo("view_closed");
        assertThat(payload.getUser().getId()).isEqualTo(ANN);
        assertThat(payload.getView().getCallbackId()).isEqualTo("exempt");
        assertThat(payload.isCleared()).isFalse();
    }

    @Test
    void a_field_with_dispatch_action_tells_the_app_at_once_and_others_do_not() {
        String id = opened();

        JsonNode pressed = pressInView(id, "pick", "{'how':{'pick':'later'}}");

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
        assertThat(pressInView(id, "text", "{}").path("error").asText())
                .isEqualTo("action_not_found");
    }

    @Test
    void a_second_modal_takes_the_place_of_the_first_and_each_person_has_their_own() {
        String first = opened();
        String second = opened();

        assertThat(slack.views()).hasSize(1);
        assertThat(slack.views().at("/0/view/id").asText()).isEqualTo(second);
        assertThat(submit(first, "{}").path("error").asText()).isEqualTo("view_not_found");
    }

    private String opened() {
        return opened(VIEW);
    }

    private String opened(String view) {
        JsonNode answer = open(trigger(), view);
        assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
        return answer.at("/view/id").asText();
    }

    private String trigger() {
        slack.command("/amends", "exempt");
        String body = app.last().body();
        return body.substring(body.indexOf("trigger_id=") + "trigger_id=".length());
    }

    private JsonNode open(String trigger, String view) {
        return slack.api(
                "views.open",
                Json.object().put("trigger_id", trigger).set("view", Running.quoted(view)));
    }

    private JsonNode submit(String id, String values) {
        return slack.control("POST", "submit", inView(id, values));
    }

    private JsonNode close(String id) {
        return slack.control("POST", "close", inView(id, "{}"));
    }

    private JsonNode pressInView(String id, String actionId, String values) {
        ObjectNode request = (ObjectNode) Running.parse(inView(id, values));
        return slack.control("POST", "press", Json.write(request.put("action_id", actionId)));
    }

    private static String inView(String id, String values) {
        return Json.write(
                Json.object()
                        .put("user", ANN)
                        .put("view_id", id)
                        .set("values", Running.quoted(values)));
    }
}
