package dev.amends.local.slack;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Sends the app what people did, signed, and waits as long as Slack waits. */
final class Delivery implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(3);

    /**
     * What came of it.
     *
     * @param status what the app answered, 0 when it did not
     * @param error empty, {@code operation_timeout}, {@code dispatch_failed} or {@code
     *     not_configured}
     */
    record Outcome(int status, long millis, String body, String error) {
        boolean ok() {
            return error.isEmpty();
        }
    }

    private final AppConfig app;
    private final InstantSource clock;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(PATIENCE)
                    .build();

    Delivery(AppConfig app, InstantSource clock) {
        this.app = app;
        this.clock = clock;
    }

    Outcome send(Map<String, String> form) {
        Optional<URI> url = app.requestUrl();
        String secret = app.signingSecret();
        if (url.isEmpty() || secret.isEmpty()) {
            return new Outcome(0, 0, "", "not_configured");
        }
        String body =
                form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        long timestamp = clock.instant().getEpochSecond();
        HttpRequest request =
                HttpRequest.newBuilder(url.get())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json,*/*")
                        .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
                        .header("X-Slack-Request-Timestamp", Long.toString(timestamp))
                        .header("X-Slack-Signature", Signature.of(secret, timestamp, body))
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return send(request);
    }

    /** The three seconds are for the whole answer, not for its first byte. */
    private Outcome send(HttpRequest request) {
        long start = System.nanoTime();
        CompletableFuture<HttpResponse<String>> coming =
                http.sendAsync(request, BodyHandlers.ofString());
        try {
            HttpResponse<String> answer = coming.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            String error = answer.statusCode() == 200 ? "" : "dispatch_failed";
            return new Outcome(answer.statusCode(), since(start), answer.body(), error);
        } catch (TimeoutException e) {
            coming.cancel(true);
            return new Outcome(0, since(start), "", "operation_timeout");
        } catch (ExecutionException e) {
            return new Outcome(0, since(start), "", "dispatch_failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(0, since(start), "", "dispatch_failed");
        }
    }

    private static long since(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
