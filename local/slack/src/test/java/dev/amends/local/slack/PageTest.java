package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.net.http.HttpResponse;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final String CARD =
            """
            [{"type":"header","text":{"type":"plain_text","text":"A <b>header</b>\\nof two lines"}},
             {"type":"section","text":{"type":"mrkdwn","text":"*Bold* <https://example.com|link>"},
              "fields":[{"type":"mrkdwn","text":"*Who*\\ndana"},{"type":"plain_text","text":"*plain*"}],
              "accessory":{"type":"image","image_url":"https://example.com/a.png","alt_text":"A chart"}},
             {"type":"divider"},
             {"type":"context","elements":[{"type":"mrkdwn","text":"`log-groups`"}]},
             {"type":"actions","elements":[
               {"type":"button","text":{"type":"plain_text","text":"Undo \\"now\\""},"style":"danger",
                "accessibility_label":"Undo the \\"change\\""},
               {"type":"button","text":{"type":"plain_text","text":"Docs"},"url":"https://example.com/d"},
               {"type":"button","text":{"type":"plain_text","text":"Odd"},"url":"javascript:alert(1)"}]}]
            """;

    private final Running slack = Running.start("--channel", "alerts=C0ALERTS01");

    @AfterEach
    void stop() {
        slack.close();
    }

    @Test
    void a_card_is_shown_with_all_its_blocks() {
        slack.post((ArrayNode) Running.quoted(CARD));

        Element message = page().selectFirst(".message");

        assertThat(message).isNotNull();
        assertThat(message.select(".who b").text()).isEqualTo("Amends");
        assertThat(message.select(".who i").text()).isEqualTo("APP");
        assertThat(message.select("svg.avatar")).hasSize(1);
        assertThat(message.select(".who a").text()).matches("\\d\\d:\\d\\d");
        assertThat(message.select("h3").html()).contains("A &lt;b&gt;header&lt;/b&gt;");
        assertThat(message.select("h3 br")).hasSize(1);
        assertThat(message.select(".text b").text()).isEqualTo("Bold");
        assertThat(message.select(".text a").attr("href")).isEqualTo("https://example.com");
        assertThat(message.select(".fields > div").eachText())
                .containsExactly("Who dana", "*plain*");
        assertThat(message.select("hr")).hasSize(1);
        assertThat(message.select(".context code").text()).isEqualTo("log-groups");
        assertThat(message.select("img")).as("nothing is loaded from elsewhere").isEmpty();
        assertThat(message.text()).contains("A chart");
        assertThat(message.select(".actions .button").eachText())
                .containsExactly("Undo \"now\"", "Docs", "Odd");
        assertThat(message.select("button.danger").attr("aria-label"))
                .isEqualTo("Undo the \"change\"");
        assertThat(message.select("a.button").eachAttr("href"))
                .containsExactly("https://example.com/d");
    }

    @Test
    void nothing_in_a_message_becomes_part_of_the_page() {
        String attack = "<script>alert('x')</script>\"><img src=x onerror=alert(1)> </div>";
        slack.post(attack);
        ArrayNode blocks = Json.array();
        blocks.addObject()
                .put("type", "header")
                .putObject("text")
                .put("type", "plain_text")
                .put("text", attack);
        slack.post(blocks);

        Document page = page();

        assertThat(page.select("#messages script, #messages img")).isEmpty();
        assertThat(page.select("#messages [onerror]")).isEmpty();
        assertThat(page.select("script")).hasSize(1);
        assertThat(page.select("h3").text()).isEqualTo(attack);
        assertThat(page.select(".message .text").text()).isEqualTo(attack);
    }

    @Test
    void a_thread_stands_under_its_parent_and_a_changed_message_says_so() {
        String parent = slack.post("Parent.").path("ts").asText();
        slack.post("Another.");
        slack.api("chat.postMessage", Running.message("Reply.").put("thread_ts", parent));
        slack.update(parent, "Parent, changed.");

        Document page = page();

        assertThat(page.select("#messages > .message")).hasSize(2);
        Element first = page.select("#messages > .message").first();
        assertThat(first).isNotNull();
        assertThat(first.select(".replies summary").text()).isEqualTo("1 reply");
        assertThat(first.select(".replies .text").text()).isEqualTo("Reply.");
        assertThat(first.select(".body > .edited").text()).isEqualTo("(edited)");
        assertThat(page.select(".edited")).hasSize(1);
    }

    @Test
    void each_channel_has_its_own_page_and_the_side_bar_leads_to_it() {
        slack.api("chat.postMessage", Running.message("Elsewhere.").put("channel", "alerts"));

        assertThat(page().select(".side a").eachText())
                .containsExactly("# amends-local", "# amends-escalation", "# alerts");
        assertThat(page().select(".message")).isEmpty();
        Document other = Jsoup.parse(slack.get("/?channel=C0ALERTS01").body());
        assertThat(other.select(".message .text").text()).isEqualTo("Elsewhere.");
        assertThat(other.select(".side a[aria-current]").text()).isEqualTo("# alerts");
    }

    @Test
    void the_script_is_told_when_nothing_is_new_and_gets_the_list_when_something_is() {
        slack.post("A.");
        String revision = page().select("#messages").attr("data-revision");
        String source = page().select("#messages").attr("data-source");

        assertThat(slack.get(source + "&revision=" + revision).statusCode()).isEqualTo(204);

        slack.post("B.");
        HttpResponse<String> list = slack.get(source + "&revision=" + revision);
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.headers().firstValue("X-Revision")).isPresent();
        assertThat(Jsoup.parse(list.body()).select(".message .text").eachText())
                .containsExactly("A.", "B.");
    }

    @Test
    void the_page_needs_nothing_from_elsewhere_and_lets_no_other_script_run() {
        HttpResponse<String> response = slack.get("/");

        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'")
                .contains("script-src 'sha256-");
        assertThat(Jsoup.parse(response.body()).select("[src], link[rel=stylesheet]")).isEmpty();
        assertThat(response.body()).contains("prefers-color-scheme").contains("<noscript>");
    }

    @Test
    void a_page_of_another_site_may_not_call() {
        assertThat(slack.send(slack.to("/").header("Origin", "https://example.com")).statusCode())
                .isEqualTo(403);
        assertThat(slack.get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(slack.get("/_standin/health").body()).isEqualTo("{\"ok\":true}");
    }

    private Document page() {
        return Jsoup.parse(slack.get("/").body());
    }
}
