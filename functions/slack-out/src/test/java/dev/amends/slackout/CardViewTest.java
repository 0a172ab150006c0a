package dev.amends.slackout;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.SectionBlock;
import dev.amends.core.change.Tool;
import dev.amends.core.json.Node;
import dev.amends.core.ledger.Answer;
import dev.amends.core.ledger.Episodes;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Move;
import dev.amends.core.ledger.State;
import dev.amends.core.ledger.Step;
import dev.amends.core.ledger.Term;
import dev.amends.slack.Labels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a card holds; Slack's own model classes read it back. */
class CardViewTest {
    private static final Gson GSON = new Gson();

    @Test
    void a_card_says_who_did_what_through_which_tool_when_where_and_what_it_costs() {
        JsonObject card = card(finding("/aws/lambda/orders", Step.ASK, Tool.CLI, null));
        assertThat(card.get("text").getAsString())
                .isEqualTo(
                        "Waits for a decision: Without a retention, /aws/lambda/orders keeps its logs for ever. Left alone for now.");
        String fields = fields(card);
        assertThat(fields)
                .contains("*Resource*\n`/aws/lambda/orders`")
                .contains("*Who*\nana &amp; &lt;bo&gt; through the AWS CLI")
                .contains(
                        "CreateLogGroup, <!date^1772359200^{date_short_pretty} {time_secs}|2026-03-01T10:00:00Z>")
                .contains("*Account*\nshop &lt;prod&gt; (111122223333), eu-west-1")
                .contains("*Cost*\nStored logs cost $0.03");
        assertThat(card.toString())
                .contains("aws logs put-retention-policy --log-group-name '/aws/lambda/orders'")
                .contains(
                        "\"url\":\"https://docs.example.com/amends/guardrails/log-group-no-retention.md\"")
                .contains("\"accessibility_label\":\"Fix: /aws/lambda/orders\"")
                .contains("retentionInDays: not set → 30");
    }

    @Test
    void
            several_mistakes_are_listed_by_severity_with_where_they_are_and_how_they_would_look_right() {
        Finding finding = Findings.several(3);

        assertThat(card(finding).toString())
                .contains(
                        "*High*\\n• Log0 &lt;keeps&gt; its logs for ever, and you pay for them for ever.\\n    `line 3: Log0:`\\n    `orders/log-group-no-retention/Log0`",
                        "*Low*\\n• Log1 ")
                .doesNotContain("more; all are in the thread");
        assertThat(MistakeList.whole(finding))
                .startsWith("high  orders/log-group-no-retention/Log0\n")
                .contains("Instead:\n  RetentionInDays: 30");
    }

    @Test
    void what_a_card_has_no_room_for_is_counted_there_and_whole_in_the_thread() {
        Finding finding = Findings.several(200);
        String card = card(finding).toString();

        assertThat(card.length()).isLessThan(13_200);
        assertThat(card).containsPattern("And 1\\d\\d more; all are in the thread\\.");
        assertThat(MistakeList.whole(finding)).contains("Log199");
    }

    @Test
    void terraform_gets_its_argument_and_a_stack_its_property_instead_of_a_command() {
        assertThat(card(finding("/a", Step.FLAG, Tool.TERRAFORM, null)).toString())
                .contains("retention_in_days = 30")
                .doesNotContain("put-retention-policy");
        assertThat(card(finding("/a", Step.FLAG, Tool.CLOUDFORMATION, "shop")).toString())
                .contains("RetentionInDays: 30")
                .contains("`shop`")
                .doesNotContain("put-retention-policy");
    }

    @Test
    void what_can_be_lost_and_what_is_put_back_is_confirmed_in_a_dialog() {
        String asked = card(Findings.risky("/a")).toString();
        assertThat(asked)
                .contains("\"confirm\"", "log lines older than 30 days would be deleted.")
                .contains("\"style\":\"danger\"");
        assertThat(card(finding("/a", Step.ASK, Tool.CLI, null)).toString())
                .doesNotContain("\"confirm\"");
        assertThat(card(Findings.fixed("/a")).toString())
                .contains("Undo the fix of /a?", "retentionInDays: 30 → not set");
    }

    @Test
    void until_when_it_can_be_approved_stands_on_the_card() {
        Move asked =
                Findings.move("/a", Step.ASK, "f", Tool.CLI, null)
                        .lasting(
                                new Term(
                                        Findings.AT.plusSeconds(60),
                                        Findings.AT.plusSeconds(86_400)));
        assertThat(card(((Answer.Moved) Episodes.answer(null, asked)).finding()).toString())
                .contains(
                        "*Can be approved until* <!date^1772445600^{date_short_pretty} {time}|2 March 2026, 10:00 UTC>, then it lapses.");
    }

    @ParameterizedTest
    @EnumSource
    void every_state_has_words_of_its_own(State state) {
        assertThat(Labels.of(state)).isNotBlank();
    }

    @Test
    void slack_markup_in_names_is_shown_and_never_obeyed() {
        String name = "<!channel> & <https://evil.example|click> `x` *b*";
        JsonObject drawn = card(finding(name, Step.ASK, Tool.CLI, null));
        // Plain text (headers, buttons) is never parsed; what is parsed must be escaped.
        List<String> parsed = new ArrayList<>(List.of(drawn.get("text").getAsString()));
        parsed(drawn.get("blocks"), parsed);
        String card = String.join("\n", parsed);
        assertThat(card).doesNotContain("<!channel>").doesNotContain("<https://evil");
        assertThat(card).contains("&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;");
    }

    private static void parsed(JsonElement element, List<String> texts) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(each -> parsed(each, texts));
        } else if (element.isJsonObject()) {
            JsonObject object = element.getAsJsonObject();
            if (object.has("type") && object.get("type").getAsString().equals("mrkdwn")) {
                texts.add(object.get("text").getAsString());
            }
            object.asMap().values().forEach(each -> parsed(each, texts));
        }
    }

    @Test
    void the_longest_names_stay_within_every_limit_of_slack() {
        JsonObject card = card(finding("<&".repeat(4_000), Step.ASK, Tool.CLI, "<".repeat(4_000)));
        assertThat(card.get("text").getAsString()).hasSizeLessThan(4_000);
        JsonArray blocks = card.getAsJsonArray("blocks");
        assertThat(blocks).hasSizeLessThan(50);
        assertThat(blocks.toString().length()).isLessThan(13_200);
        for (JsonElement block : blocks) {
            JsonObject object = block.getAsJsonObject();
            switch (object.get("type").getAsString()) {
                case "header" ->
                        assertThat(GSON.fromJson(object.get("text"), TextObject.class).text())
                                .hasSizeLessThanOrEqualTo(150);
                case "section" -> sectionFits(object);
                case "actions" -> buttonsFit(object.getAsJsonArray("elements"));
                default -> assertThat(object.get("type").getAsString()).isEqualTo("context");
            }
        }
    }

    @Test
    void slacks_own_model_reads_the_blocks() {
        for (JsonElement block :
                card(finding("/a", Step.ASK, Tool.CLI, "shop")).getAsJsonArray("blocks")) {
            JsonObject copy = block.getAsJsonObject().deepCopy();
            String type = copy.get("type").getAsString();
            copy.remove("text");
            copy.remove("fields");
            copy.remove("elements");
            Class<?> model =
                    switch (type) {
                        case "header" -> HeaderBlock.class;
                        case "section" -> SectionBlock.class;
                        case "context" -> ContextBlock.class;
                        case "actions" -> ActionsBlock.class;
                        default -> throw new AssertionError(type);
                    };
            assertThat(GSON.fromJson(copy, model)).isNotNull();
        }
    }

    private static void buttonsFit(JsonArray buttons) {
        assertThat(buttons).hasSizeBetween(1, 25);
        for (JsonElement each : buttons) {
            JsonObject button = each.getAsJsonObject();
            assertThat(button.getAsJsonObject("text").get("text").getAsString())
                    .hasSizeBetween(1, 75);
            assertThat(button.get("accessibility_label").getAsString()).hasSizeBetween(1, 75);
            if (button.has("value")) {
                assertThat(button.get("value").getAsString()).hasSizeLessThanOrEqualTo(2_000);
            }
        }
    }

    private record TextObject(String type, String text) {}

    private static void sectionFits(JsonObject section) {
        if (section.has("text")) {
            assertThat(GSON.fromJson(section.get("text"), TextObject.class).text())
                    .hasSizeBetween(1, 3_000);
        }
        if (section.has("fields")) {
            assertThat(section.getAsJsonArray("fields")).hasSizeLessThanOrEqualTo(10);
            for (JsonElement field : section.getAsJsonArray("fields")) {
                assertThat(GSON.fromJson(field, TextObject.class).text())
                        .hasSizeLessThanOrEqualTo(2_000);
            }
        }
    }

    private static Finding finding(String name, Step step, Tool tool, String stack) {
        return ((Answer.Moved) Episodes.answer(null, Findings.move(name, step, "f", tool, stack)))
                .finding();
    }

    private static JsonObject card(Finding finding) {
        return JsonParser.parseString(Node.write(CardView.body(finding, scene())))
                .getAsJsonObject();
    }

    private static Scene scene() {
        return new Scene(Findings.settings(), Findings.AT, "token", Scene.Deciding.BUTTONS, null);
    }

    private static String fields(JsonObject card) {
        StringBuilder text = new StringBuilder();
        for (JsonElement block : card.getAsJsonArray("blocks")) {
            if (block.getAsJsonObject().has("fields")) {
                block.getAsJsonObject()
                        .getAsJsonArray("fields")
                        .forEach(f ->
                                text.append(f.getAsJsonObject().get("text").getAsString())
                                        .append('\n'));
            }
        }
        return text.toString();
    }
}
