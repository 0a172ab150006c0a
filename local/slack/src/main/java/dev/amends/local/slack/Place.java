package dev.amends.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A value within a message and where it stands, so that every complaint names its place as Slack
 * does: {@code must be less than 3001 characters [json-pointer:/blocks/0/text/text]}.
 */
record Place(JsonNode node, String pointer, List<String> problems) {

    void problem(String what) {
        problems.add(what + " [json-pointer:" + pointer + "]");
    }

    boolean has(String name) {
        return node.has(name);
    }

    Place at(String name) {
        return new Place(node.path(name), pointer + "/" + name, problems);
    }

    String string(String name) {
        return Json.string(node, name);
    }

    /** Complains unless this is an object with these fields and no others. */
    boolean isObject(Set<String> required, Set<String> optional) {
        if (!node.isObject()) {
            problem("must provide an object");
            return false;
        }
        int before = problems.size();
        for (String name : required) {
            if (!has(name)) {
                problem("missing required field: " + name);
            }
        }
        for (var property : node.properties()) {
            String name = property.getKey();
            if (!required.contains(name) && !optional.contains(name)) {
                problem("invalid additional property: " + name);
            }
        }
        return problems.size() == before;
    }

    /**
     * Complains unless the field, where it is given, is a string of this length. Slack does not say
     * what it counts as a character; UTF-16 units are the most a text can have, so what passes here
     * passes there.
     */
    void checkString(String name, int min, int max) {
        if (has(name)) {
            at(name).checkLength(min, max);
        }
    }

    private void checkLength(int min, int max) {
        if (!node.isTextual()) {
            problem("must provide a string");
        } else if (node.textValue().length() < min) {
            problem("must be more than " + (min - 1) + " characters");
        } else if (node.textValue().length() > max) {
            problem("must be less than " + (max + 1) + " characters");
        }
    }

    void checkOneOf(String name, Set<String> values) {
        if (has(name) && !values.contains(string(name))) {
            at(name).problem("must be a valid enum value");
        }
    }

    void checkNumber(String name, int min, int max) {
        JsonNode number = node.path(name);
        if (has(name)
                && !(number.isInt() && number.intValue() >= min && number.intValue() <= max)) {
            at(name).problem("must be a whole number from " + min + " to " + max);
        }
    }

    void checkBoolean(String name) {
        if (has(name) && !node.path(name).isBoolean()) {
            at(name).problem("must provide a boolean");
        }
    }

    /** The items of an array field; complains when it is no array or has too few or too many. */
    List<Place> items(String name, int min, int max) {
        Place array = at(name);
        if (!array.node.isArray()) {
            array.problem("must provide an array");
            return List.of();
        }
        if (array.node.size() < min) {
            array.problem("no less than " + min + " items allowed");
        }
        if (array.node.size() > max) {
            array.problem("no more than " + max + " items allowed");
            return List.of();
        }
        List<Place> items = new ArrayList<>();
        for (int i = 0; i < array.node.size(); i++) {
            items.add(new Place(array.node.get(i), array.pointer + "/" + i, problems));
        }
        return items;
    }
}
