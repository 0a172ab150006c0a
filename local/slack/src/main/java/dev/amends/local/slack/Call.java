package dev.amends.local.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One call of the Web API, read from either kind of body Slack takes.
 *
 * @param json whether the arguments came as JSON
 * @param token the token the caller showed, empty when it showed none
 */
record Call(
        String method, ObjectNode arguments, boolean json, String token, List<String> warnings) {

    private static final Pattern AMPERSAND = Pattern.compile("&");

    static Call of(
            String method, String contentType, String authorization, String query, String body) {
        List<String> warnings = new ArrayList<>();
        ObjectNode arguments = form(query);
        String type = contentType.toLowerCase(Locale.ROOT);
        boolean charset = type.contains("charset=");
        boolean json = type.startsWith("application/json");
        if (json) {
            arguments = json(body);
            if (!charset) {
                warnings.add("missing_charset");
            }
        } else if (type.startsWith("application/x-www-form-urlencoded")) {
            arguments.setAll(form(body));
            if (charset) {
                warnings.add("superfluous_charset");
            }
        } else if (!body.isEmpty()) {
            throw new Refused(type.isEmpty() ? "missing_post_type" : "invalid_post_type");
        }
        // A token within JSON is not looked at: Slack takes it from the header or from a form.
        String token = json ? "" : Json.string(arguments, "token");
        if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            token = authorization.substring(7).strip();
        }
        return new Call(method, arguments, json, token, warnings);
    }

    /** The same call with nothing said. */
    Call withoutArguments() {
        return new Call(method, Json.object(), json, token, warnings);
    }

    String string(String name) {
        JsonNode value = arguments.path(name);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    private static ObjectNode json(String body) {
        try {
            if (Json.parse(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new Refused("invalid_json");
        }
        throw new Refused("json_not_object");
    }

    static ObjectNode form(String encoded) {
        ObjectNode values = Json.object();
        AMPERSAND
                .splitAsStream(encoded)
                .filter(pair -> !pair.isEmpty())
                .forEach(pair -> {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    String value = equals < 0 ? "" : pair.substring(equals + 1);
                    values.put(decode(name), decode(value));
                });
        return values;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refused("invalid_form_data");
        }
    }
}
