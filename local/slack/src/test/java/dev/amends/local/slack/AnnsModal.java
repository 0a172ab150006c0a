package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Ann, who has a modal with one field of each kind opened for her and fills it in. */
final class AnnsModal {

    static final String ANN = "U0ANN00001";

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

    private final Running slack;
    private final App app;

    AnnsModal(Running slack, App app) {
        this.slack = slack;
        this.app = app;
    }

    String opened() {
        return opened(VIEW);
    }

    String opened(String view) {
        JsonNode answer = open(trigger(), view);
        assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
        return answer.at("/view/id").asText();
    }

    String trigger() {
        slack.command("/amends", "exempt");
        String body = app.last().body();
        return body.substring(body.indexOf("trigger_id=") + "trigger_id=".length());
    }

    JsonNode open(String trigger, String view) {
        return slack.api(
                "views.open",
                Json.object().put("trigger_id", trigger).set("view", Running.quoted(view)));
    }

    JsonNode submit(String id, String values) {
        return slack.control("POST", "submit", inView(id, values));
    }

    JsonNode close(String id) {
        return slack.control("POST", "close", inView(id, "{}"));
    }

    JsonNode pressInView(String id, String actionId, String values) {
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
