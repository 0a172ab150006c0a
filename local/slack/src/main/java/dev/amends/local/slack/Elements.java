package dev.amends.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Slack's rules for what stands within blocks: buttons, images, the fields of a modal. */
final class Elements {

    /** What an input block takes. */
    static final Set<String> INPUTS =
            Set.of(
                    "plain_text_input",
                    "datepicker",
                    "static_select",
                    "radio_buttons",
                    "checkboxes");

    private Elements() {}

    static void element(Place element, Set<String> allowed) {
        if (!Texts.typed(element)) {
            return;
        }
        String type = element.string("type");
        if (!allowed.contains(type)) {
            Texts.unsupported(element);
            return;
        }
        switch (type) {
            case "button" -> button(element);
            case "plain_text_input" -> text(element);
            case "datepicker" -> date(element);
            case "static_select" -> select(element);
            case "radio_buttons" -> group(element, "initial_option");
            case "checkboxes" -> group(element, "initial_options");
            default -> image(element, Set.of());
        }
    }

    private static void button(Place button) {
        button.isObject(
                Set.of("type", "text"),
                Set.of("action_id", "url", "value", "style", "confirm", "accessibility_label"));
        if (button.has("text")) {
            Texts.text(button.at("text"), Texts.PLAIN, 75);
        }
        button.checkString("action_id", 0, 255);
        button.checkString("value", 0, 2000);
        button.checkOneOf("style", Set.of("primary", "danger"));
        button.checkString("accessibility_label", 0, 75);
        Texts.url(button, "url");
        if (button.has("confirm")) {
            Texts.confirm(button.at("confirm"));
        }
    }

    static void image(Place image, Set<String> optional) {
        image.isObject(Set.of("type", "image_url", "alt_text"), optional);
        Texts.url(image, "image_url");
        image.checkString("alt_text", 1, 2000);
        if (image.has("title")) {
            Texts.text(image.at("title"), Texts.PLAIN, 2000);
        }
    }

    private static void text(Place input) {
        input.isObject(
                Set.of("type"),
                Set.of(
                        "action_id",
                        "initial_value",
                        "multiline",
                        "min_length",
                        "max_length",
                        "placeholder",
                        "focus_on_load"));
        common(input);
        input.checkString("initial_value", 0, 3000);
        input.checkBoolean("multiline");
        input.checkNumber("min_length", 0, 3000);
        input.checkNumber("max_length", 1, 3000);
        JsonNode min = input.node().path("min_length");
        JsonNode max = input.node().path("max_length");
        if (min.isInt() && max.isInt() && min.intValue() > max.intValue()) {
            input.at("max_length").problem("must be no less than `min_length`");
        }
    }

    private static void date(Place picker) {
        picker.isObject(
                Set.of("type"),
                Set.of("action_id", "initial_date", "placeholder", "focus_on_load"));
        common(picker);
        if (picker.has("initial_date") && !isDate(picker.string("initial_date"))) {
            picker.at("initial_date").problem("must be a date in the format YYYY-MM-DD");
        }
    }

    private static void select(Place select) {
        select.isObject(
                Set.of("type", "options"),
                Set.of("action_id", "initial_option", "placeholder", "focus_on_load"));
        common(select);
        options(select, 100, Texts.PLAIN);
        initial(select, "initial_option");
    }

    private static void group(Place group, String initial) {
        group.isObject(Set.of("type", "options"), Set.of("action_id", initial, "focus_on_load"));
        common(group);
        options(group, 10, Texts.TYPES);
        initial(group, initial);
    }

    private static void common(Place input) {
        input.checkString("action_id", 0, 255);
        input.checkBoolean("focus_on_load");
        Texts.plain(input, "placeholder", 150);
    }

    private static void options(Place owner, int max, Set<String> types) {
        if (owner.has("options")) {
            Set<String> values = new HashSet<>();
            for (Place option : owner.items("options", 1, max)) {
                Texts.option(option, types);
                if (option.node().isObject() && !values.add(option.string("value"))) {
                    option.at("value").problem("the value is there twice");
                }
            }
        }
    }

    /** What is chosen at first has to be one of the options, to the letter. */
    private static void initial(Place owner, String name) {
        if (owner.has(name)) {
            boolean many = name.equals("initial_options");
            for (Place chosen : many ? owner.items(name, 1, 10) : List.of(owner.at(name))) {
                if (owner.node().path("options").valueStream().noneMatch(chosen.node()::equals)) {
                    chosen.problem("is not one of the options");
                }
            }
        }
    }

    static boolean isDate(String date) {
        try {
            return date.matches("\\d{4}-\\d{2}-\\d{2}")
                    && LocalDate.parse(date).toString().equals(date);
        } catch (DateTimeException e) {
            return false;
        }
    }
}
