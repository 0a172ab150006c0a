package dev.amends.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What the app may do and offers, as its manifest says.
 *
 * @param scopes those of the bot token
 * @param commands with their slash
 * @param interactive whether buttons and modals reach the app
 */
record Manifest(Set<String> scopes, List<String> commands, boolean interactive) {

    Manifest {
        scopes = Set.copyOf(scopes);
        commands = List.copyOf(commands);
    }

    static Manifest of(String yaml) {
        JsonNode manifest = read(yaml);
        Set<String> scopes = new LinkedHashSet<>();
        manifest.at("/oauth_config/scopes/bot").forEach(scope -> scopes.add(scope.asText()));
        List<String> commands =
                manifest.at("/features/slash_commands")
                        .valueStream()
                        .map(command -> Json.string(command, "command"))
                        .toList();
        for (String command : commands) {
            if (!command.matches("/[\\p{Ll}\\d_-]{1,31}")) {
                throw new IllegalArgumentException(
                        "the manifest has a slash command \"" + command + "\"");
            }
        }
        if (!commands.isEmpty() && !scopes.contains("commands")) {
            throw new IllegalArgumentException(
                    "the manifest has slash commands but not the scope commands");
        }
        // Slack refuses to install an app that asks for addresses alone.
        if (scopes.contains("users:read.email") && !scopes.contains("users:read")) {
            throw new IllegalArgumentException(
                    "the manifest has users:read.email but not users:read, which it needs");
        }
        JsonNode interactivity = manifest.at("/settings/interactivity");
        boolean interactive = interactivity.path("is_enabled").asBoolean(false);
        if (interactive && Json.string(interactivity, "request_url").isEmpty()) {
            throw new IllegalArgumentException(
                    "the manifest enables interactivity without a request_url");
        }
        return new Manifest(scopes, commands, interactive);
    }

    /** The scopes as {@code missing_scope} lists them. */
    String provided() {
        return new TreeSet<>(scopes).stream().collect(Collectors.joining(","));
    }

    private static JsonNode read(String yaml) {
        try {
            Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
            JsonNode manifest = Json.tree(loaded);
            if (!manifest.isObject()) {
                throw new IllegalArgumentException("the manifest is no mapping");
            }
            return manifest;
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("the manifest is not YAML: " + e.getMessage(), e);
        }
    }
}
