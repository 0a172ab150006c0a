package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActingPageTest {

    private static final String ATTACK = "\\\"><img src=x onerror=alert(1)></textarea></template>";

    private final Running slack = Running.start().stopClock();
    private final App app = new App(slack);

    @AfterEach
    void stop() {
        app.close();
        slack.close();
    }

    @Test
    void the_page_says_who_you_are_and_lets_you_be_somebody_else() {
        Document page = page("?user=U0BEN00001");

        assertThat(page.select("#user option").eachText())
                .containsExactly("Ann Approver", "Ben Builder", "Cat Caller");
        assertThat(page.select("#user option[selected]").eachText()).containsExactly("Ben Builder");
        assertThat(page.select("label[for=user]").text()).startsWith("You are");
        assertThat(page.select(".side a").eachAttr("href"))
                .containsExactly(
                        "/?channel=C0AMENDS01&user=U0BEN00001",
                        "/?channel=C0ESCALATE&user=U0BEN00001");
        assertThat(page("?user=U0NOBODY01").select("#user option[selected]").text())
                .isEqualTo("Ann Approver");
    }

    @Test
    void people_speak_under_their_names_and_are_mentioned_by_them() {
        slack.control(
                "POST",
                "messages",
                "{\"channel\":\"amends-local\",\"user\":\"U0CAT00001\",\"text\":\"<@U0BEN00001> <!subteam^S0PLATFRM1> <@U0NOBODY01>\"}");

        Element message = page("").selectFirst(".message");

        assertThat(message).isNotNull();
        assertThat(message.select(".who b").text()).isEqualTo("Cat Caller");
        assertThat(message.select(".mention").eachText())
                .containsExactly("@Ben Builder", "@platform", "@U0NOBODY01");
    }

    @Test
    void a_button_has_what_a_browser_test_needs_to_find_it() {
        String ts =
                slack.post(
                                (ArrayNode)
                                        Running.quoted(
                                                """
                                                [{'type':'actions','block_id':'b','elements':[
                                                 {'type':'button','action_id':'keep','text':{'type':'plain_text','text':'Keep'},
                                                  'confirm':{'title':{'type':'plain_text','text':'Sure?'},'text':{'type':'mrkdwn','text':'*Yes*?'},
                                                   'confirm':{'type':'plain_text','text':'Do'},'deny':{'type':'plain_text','text':'No'},'style':'danger'}},
                                                 {'type':'button','action_id':'docs','url':'https://example.com/d','text':{'type':'plain_text','text':'Docs'}}]}]
                                                """))
                        .path("ts")
                        .asText();

        Element message = page("").selectFirst(".message[data-ts=" + ts + "]");

        assertThat(message).isNotNull();
        assertThat(message.attr("data-channel")).isEqualTo(Running.CHANNEL);
        Element button = message.selectFirst("button[data-action-id=keep][data-block-id=b]");
        assertThat(button).isNotNull();
        assertThat(button.hasAttr("disabled")).isFalse();
        Element confirm = button.nextElementSibling();
        assertThat(confirm).isNotNull();
        assertThat(confirm.tagName()).isEqualTo("template");
        assertThat(confirm.attr("data-title")).isEqualTo("Sure?");
        assertThat(confirm.attr("data-confirm")).isEqualTo("Do");
        assertThat(confirm.attr("data-deny")).isEqualTo("No");
        assertThat(confirm.html()).isEqualTo("<b>Yes</b>?");
        assertThat(message.select("a[data-action-id=docs]").attr("href"))
                .isEqualTo("https://example.com/d");
        assertThat(page("").select("#confirm #confirm-yes, #confirm #confirm-no")).hasSize(2);
    }

    @Test
    void a_message_for_one_is_in_the_page_of_that_one_only() {
        slack.post("For all.");
        slack.api("chat.postEphemeral", Running.message("For Ben.").put("user", "U0BEN00001"));
        slack.post("For all, later.");

        Document bens = page("?user=U0BEN00001");

        assertThat(bens.select(".message .text").eachText())
                .containsExactly("For all.", "For Ben.", "For all, later.");
        assertThat(bens.select(".ephemeral .only").text()).isEqualTo("Only visible to you");
        assertThat(page("?user=U0ANN00001").select(".message .text").eachText())
                .containsExactly("For all.", "For all, later.");
    }

    @Test
    void the_script_hears_of_messages_for_one_and_of_modals() {
        String revision = page("").select("#messages").attr("data-revision");
        slack.api("chat.postEphemeral", Running.message("For Ann.").put("user", "U0ANN00001"));
        String after = page("").select("#messages").attr("data-revision");
        assertThat(after).isNotEqualTo(revision);

        open(AnnsModal.VIEW);

        assertThat(page("").select("#messages").attr("data-revision")).isNotEqualTo(after);
    }

    @Test
    void a_modal_is_a_dialog_with_labelled_fields() {
        String id = open(AnnsModal.VIEW);

        Element modal = modal("U0ANN00001").selectFirst("dialog#modal");

        assertThat(modal).isNotNull();
        assertThat(modal.attr("data-view-id")).isEqualTo(id);
        assertThat(modal.attr("data-callback-id")).isEqualTo("exempt");
        assertThat(modal.select("#" + modal.attr("aria-labelledby")).text()).isEqualTo("Exempt");
        assertThat(modal.select(".field").eachAttr("data-block-id"))
                .containsExactly("why", "until", "what", "how", "who");
        Element why = modal.selectFirst("[data-block-id=why] input[data-action-id=text]");
        assertThat(why).isNotNull();
        assertThat(modal.select("label[for=" + why.id() + "]").text()).isEqualTo("Why");
        assertThat(why.attr("aria-required")).isEqualTo("true");
        assertThat(modal.select("input[type=date]").val()).isEqualTo("2026-12-24");
        assertThat(modal.select("select option[selected]").text()).isEqualTo("All");
        assertThat(modal.select("fieldset[data-action-id=pick] legend").text())
                .isEqualTo("How (optional)");
        assertThat(modal.select("input[type=radio]").eachAttr("value"))
                .containsExactly("now", "later");
        assertThat(modal.select("input[type=checkbox]").eachAttr("value"))
                .containsExactly("owner", "team");
        assertThat(modal.select("#modal-submit").text()).isEqualTo("Exempt");
        assertThat(modal.select("#modal-close").text()).isEqualTo("Cancel");
        assertThat(modal("U0BEN00001").select("dialog")).isEmpty();
    }

    @Test
    void an_error_is_tied_to_its_field_and_what_was_typed_is_still_there() {
        String id = open(AnnsModal.VIEW);
        app.answersQuoted("{'response_action':'errors','errors':{'why':'Say <b>more</b>.'}}");
        slack.control(
                "POST",
                "submit",
                "{\"user\":\"U0ANN00001\",\"view_id\":\"%s\",\"values\":{\"why\":{\"text\":\"Because.\"},\"how\":{\"pick\":\"now\"}}}"
                        .formatted(id));

        Document page = modal("U0ANN00001");

        Element why = page.selectFirst("input[data-action-id=text]");
        assertThat(why).isNotNull();
        assertThat(why.val()).isEqualTo("Because.");
        assertThat(why.attr("aria-invalid")).isEqualTo("true");
        assertThat(page.select("#" + why.attr("aria-describedby")).text())
                .isEqualTo("Say <b>more</b>.");
        assertThat(page.select("input[type=radio][checked]").val()).isEqualTo("now");
        assertThat(page.select("[aria-invalid]")).hasSize(1);
    }

    @Test
    void nothing_in_a_modal_becomes_part_of_the_page() {
        String view =
                """
                {'type':'modal','title':{'type':'plain_text','text':'<b>A</b>'},'submit':{'type':'plain_text','text':'<b>'},
                 'callback_id':'ATTACK','blocks':[
                 {'type':'input','block_id':'ATTACK','label':{'type':'plain_text','text':'ATTACK'},'hint':{'type':'plain_text','text':'ATTACK'},
                  'element':{'type':'plain_text_input','action_id':'ATTACK','multiline':true,'initial_value':'ATTACK','placeholder':{'type':'plain_text','text':'ATTACK'}}},
                 {'type':'input','label':{'type':'plain_text','text':'a'},'element':{'type':'radio_buttons','options':[
                  {'text':{'type':'mrkdwn','text':'ATTACK'},'value':'ATTACK','description':{'type':'plain_text','text':'ATTACK'}}]}},
                 {'type':'actions','elements':[{'type':'button','action_id':'ATTACK','text':{'type':'plain_text','text':'a'},
                  'confirm':{'title':{'type':'plain_text','text':'ATTACK'},'text':{'type':'mrkdwn','text':'ATTACK'},
                   'confirm':{'type':'plain_text','text':'a'},'deny':{'type':'plain_text','text':'a'}}}]}]}
                """;
        String json = view.replace('\'', '"').replace("ATTACK", ATTACK);
        slack.command("/amends", "exempt");
        var answer =
                slack.api(
                        "views.open",
                        Json.object()
                                .put("trigger_id", trigger())
                                .set("view", Running.parse(json)));
        assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();

        Document page = modal("U0ANN00001");

        assertThat(page.select("img, [onerror], script, #modal-title b")).isEmpty();
        assertThat(page.select("template").html()).doesNotContain("<img");
        assertThat(page.select("textarea").val()).isEqualTo(ATTACK.replace("\\\"", "\""));
    }

    private String open(String view) {
        slack.command("/amends", "exempt");
        return slack.api(
                        "views.open",
                        Json.object()
                                .put("trigger_id", trigger())
                                .set("view", Running.quoted(view)))
                .at("/view/id")
                .asText();
    }

    private String trigger() {
        String body = app.last().body();
        return body.substring(body.indexOf("trigger_id=") + "trigger_id=".length());
    }

    private Document modal(String user) {
        return Jsoup.parse(slack.get("/modal?user=" + user).body());
    }

    private Document page(String query) {
        return Jsoup.parse(slack.get("/" + query).body());
    }
}
