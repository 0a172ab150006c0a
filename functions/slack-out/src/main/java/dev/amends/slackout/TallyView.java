package dev.amends.slackout;

import dev.amends.core.guardrail.Remedy;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import dev.amends.slack.ButtonValue;
import dev.amends.slack.Mrkdwn;
import dev.amends.slackout.Scene.Deciding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** How a digest card looks: how many, in which state, some of their names, one press for all. */
final class TallyView {
    /** So many are named. */
    private static final int NAMED = 10;

    private TallyView() {}

    static Map<String, Object> body(String key, TallyCount count, Scene scene) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", Mrkdwn.escape(text(count), 3_500));
        body.put("blocks", blocks(key, count, scene));
        return body;
    }

    /** The whole in one sentence. */
    private static String text(TallyCount count) {
        return "%s: %d at once. %s."
                .formatted(count.first().subject().title(), count.total(), states(count, ", "));
    }

    private static String states(TallyCount count, String between) {
        return count.byState().entrySet().stream()
                .map(each -> Words.counted(each.getKey(), each.getValue().size()))
                .collect(Collectors.joining(between));
    }

    private static List<Object> blocks(String key, TallyCount count, Scene scene) {
        Finding first = count.first();
        List<Object> blocks = new ArrayList<>();
        blocks.add(
                Blocks.header("%d at once: %s".formatted(count.total(), first.subject().title())));
        blocks.add(
                Blocks.section(
                        "Too many came within a minute for a card each, so this one counts them:\n"
                                + states(count, "\n")));
        List<Finding> named =
                count.byState().values().stream().flatMap(List::stream).limit(NAMED).toList();
        String names =
                named.stream()
                        .map(each -> Mrkdwn.code(each.subject().target().name(), 150))
                        .collect(Collectors.joining("\n"));
        int more = count.total() - named.size();
        blocks.add(
                Blocks.section(
                        names
                                + (more == 0
                                        ? ""
                                        : "\nand %d more. `/amends findings` or `./amends findings --all` lists them."
                                                .formatted(more))));
        decide(blocks, key, count, scene);
        blocks.add(
                Blocks.context(
                        Mrkdwn.escape(
                                first.subject().target().account()
                                        + ", "
                                        + first.subject().target().region()
                                        + " · "
                                        + first.subject().guardrail(),
                                300)));
        return blocks;
    }

    private static void decide(List<Object> blocks, String key, TallyCount count, Scene scene) {
        int waiting = count.in(State.AWAITING).size();
        int fixed = count.in(State.FIXED).size();
        if (scene.deciding() == Deciding.COMMANDS && waiting + fixed > 0) {
            blocks.add(
                    Blocks.section(
                            "Decide on the command line: `./amends approve FINDING`, `./amends undo --since 1h`"));
        }
        if (scene.deciding() != Deciding.BUTTONS || waiting + fixed == 0) {
            return;
        }
        String value = new ButtonValue(key, scene.token()).text();
        List<Object> buttons = new ArrayList<>();
        if (waiting > 0) {
            String text =
                    waiting == 1
                            ? "Fix the one that waits"
                            : "Fix all %d that wait".formatted(waiting);
            List<Remedy> remedies = remedies(count.in(State.AWAITING));
            buttons.add(
                    button(
                            "fix_all",
                            text,
                            value,
                            losses(remedies)
                                    + "Amends looks at each again and applies its remedy. What has changed since this was drawn is left out.",
                            remedies.stream().anyMatch(each -> !each.safe() || !each.undoable())));
        }
        if (fixed > 0) {
            buttons.add(
                    button(
                            "undo_all",
                            fixed == 1
                                    ? "Undo the one that was fixed"
                                    : "Undo all %d that were fixed".formatted(fixed),
                            value,
                            "Each is put back as it was before Amends changed it, unless somebody has changed it since.",
                            false));
        }
        blocks.add(Blocks.actions(buttons));
    }

    private static List<Remedy> remedies(List<Finding> findings) {
        return findings.stream()
                .map(each -> each.seen().remedy())
                .filter(Objects::nonNull)
                .toList();
    }

    /** What cannot be taken back or may be lost, first: the end of a long question is cut. */
    private static String losses(List<Remedy> remedies) {
        long forGood = remedies.stream().filter(each -> !each.undoable()).count();
        List<String> risks =
                remedies.stream().map(Remedy::risk).filter(Objects::nonNull).distinct().toList();
        return (forGood == 0 ? "" : "%d of them cannot be undone. ".formatted(forGood))
                + (risks.isEmpty() ? "" : sentence(risks.getFirst()) + " ")
                + (risks.size() < 2 ? "" : "Others of them have risks of their own. ");
    }

    private static String sentence(String risk) {
        String cut = Blocks.cut(risk, 120);
        return cut.substring(0, 1).toUpperCase(Locale.ROOT) + cut.substring(1);
    }

    private static Map<String, Object> button(
            String action, String text, String value, String question, boolean danger) {
        Map<String, Object> button = Blocks.button(action, text, value, text);
        button.put("confirm", Blocks.confirm(text + "?", question, text, danger));
        return button;
    }
}
