package dev.amends.slackout;

import dev.amends.core.guardrail.Remedy;
import dev.amends.core.ledger.Choices;
import dev.amends.core.ledger.Decision;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import dev.amends.slack.ButtonValue;
import dev.amends.slackout.Scene.Deciding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What people can decide about a finding, as buttons: exactly {@link Choices}, and the page that
 * explains it. Where nobody could press them the card names the commands instead.
 */
final class CardButtons {
    private CardButtons() {}

    static void add(List<Object> blocks, Finding finding, Scene scene) {
        Set<Decision.Kind> choices = Choices.of(finding, scene.now());
        switch (scene.deciding()) {
            case BUTTONS -> {
                List<Object> buttons = new ArrayList<>();
                choices.forEach(kind -> buttons.add(button(kind, finding, scene.token())));
                if (!scene.settings().docs().isEmpty()) {
                    buttons.add(
                            Blocks.link(
                                    "why",
                                    "Why?",
                                    page(finding, scene),
                                    "Why? The page about: " + finding.subject().title()));
                }
                if (!buttons.isEmpty()) {
                    blocks.add(Blocks.actions(buttons));
                }
            }
            case COMMANDS -> {
                String commands = commands(choices, finding.key());
                if (!commands.isEmpty()) {
                    blocks.add(Blocks.section(commands));
                }
            }
            case NOWHERE -> {}
        }
    }

    /** The page that explains it, for the card's last line; empty where a button opens it. */
    static String why(Finding finding, Scene scene) {
        if (scene.settings().docs().isEmpty()) {
            return "What this is and why: docs/" + finding.subject().page() + " · ";
        }
        return scene.deciding() == Deciding.BUTTONS
                ? ""
                : "<" + page(finding, scene) + "|What this is and why> · ";
    }

    private static String page(Finding finding, Scene scene) {
        return scene.settings().docs() + "/" + finding.subject().page();
    }

    private static String commands(Set<Decision.Kind> choices, String key) {
        StringJoiner commands = new StringJoiner("\n", "Decide on the command line:\n", "");
        commands.setEmptyValue("");
        for (Decision.Kind kind : choices) {
            switch (kind) {
                case FIX -> commands.add("`./amends approve " + key + "`");
                case UNDO -> commands.add("`./amends undo " + key + "`");
                case EXEMPT ->
                        commands.add("`./amends exempt " + key + " --days 30 --reason \"…\"`");
                case LOOK -> commands.add("`./amends look " + key + "`");
            }
        }
        return commands.toString();
    }

    private static Object button(Decision.Kind kind, Finding finding, String token) {
        String name = finding.subject().target().name();
        String value = new ButtonValue(finding.key(), token).text();
        Remedy remedy = finding.seen().remedy();
        return switch (kind) {
            case FIX -> {
                String text = finding.state() == State.FAILED ? "Try again" : "Fix";
                Map<String, Object> fix = Blocks.button("fix", text, value, text + ": " + name);
                fix.put("style", "primary");
                if (remedy != null && (!remedy.safe() || !remedy.undoable())) {
                    fix.put(
                            "confirm",
                            Blocks.confirm(text + ": " + name + "?", risk(remedy), text, true));
                }
                yield fix;
            }
            case UNDO -> {
                Map<String, Object> undo =
                        Blocks.button("undo", "Undo", value, "Undo the fix of " + name);
                if (remedy != null) {
                    undo.put(
                            "confirm",
                            Blocks.confirm(
                                    "Undo the fix of " + name + "?",
                                    "This brings back what was there before. "
                                            + Diff.of(remedy.inverse()),
                                    "Undo",
                                    false));
                }
                yield undo;
            }
            case EXEMPT -> Blocks.button("exempt", "Exempt…", value, "Exempt for a while: " + name);
            case LOOK ->
                    finding.state() == State.EXEMPT
                            ? Blocks.button(
                                    "look", "End exemption", value, "End the exemption of " + name)
                            : Blocks.button("look", "Look again", value, "Look again at " + name);
        };
    }

    private static String risk(Remedy remedy) {
        String risk = remedy.risk();
        return (remedy.undoable() ? "" : "This cannot be undone. ")
                + (risk == null ? "It would " + remedy.does() + "." : risk);
    }
}
