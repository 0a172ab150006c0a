package dev.amends.local.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the workspace knows the app: where it listens, the secret they share, its manifest. */
final class AppConfig {

    private @Nullable URI requestUrl;
    private String signingSecret = "";
    private @Nullable Manifest manifest;

    AppConfig(String requestUrl, String signingSecret, @Nullable String manifestYaml) {
        change(requestUrl, signingSecret, manifestYaml);
    }

    /** Takes what is given; null and, in the first two, nothing at all leave things as they are. */
    synchronized void change(String url, String secret, @Nullable String manifestYaml) {
        // First whatever can be refused, so that a refusal changes nothing.
        URI newUrl = url.isEmpty() ? requestUrl : uri(url);
        Manifest newManifest = manifest;
        if (manifestYaml != null) {
            newManifest = manifestYaml.isBlank() ? null : Manifest.of(manifestYaml);
        }
        requestUrl = newUrl;
        signingSecret = secret.isEmpty() ? signingSecret : secret;
        manifest = newManifest;
    }

    synchronized Optional<URI> requestUrl() {
        return Optional.ofNullable(requestUrl);
    }

    synchronized String signingSecret() {
        return signingSecret;
    }

    synchronized Optional<Manifest> manifest() {
        return Optional.ofNullable(manifest);
    }

    /** Whether buttons and modals have somewhere to go. */
    synchronized boolean interactive() {
        return manifest == null || manifest.interactive();
    }

    /** Without a manifest there is every command. */
    synchronized boolean offers(String command) {
        return manifest == null || manifest.commands().contains(command);
    }

    /** What is set; the secret is nobody's business. */
    synchronized ObjectNode json() {
        ObjectNode json = Json.object().put("ok", true);
        json.put("requestUrl", requestUrl == null ? null : requestUrl.toString());
        json.put("signed", !signingSecret.isEmpty());
        if (manifest == null) {
            json.putNull("scopes").putNull("commands");
        } else {
            manifest.scopes().stream().sorted().forEach(json.putArray("scopes")::add);
            manifest.commands().forEach(json.putArray("commands")::add);
        }
        return json.put("interactivity", interactive());
    }

    private static URI uri(String url) {
        URI uri = URI.create(url);
        if (!url.matches("https?://.*") || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "a request URL begins with http:// or https://, not " + url);
        }
        return uri;
    }
}
