package dev.amends.slackin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.Node;
import dev.amends.core.lambda.Clients;
import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackApi.Reply;
import dev.amends.slack.SlackSecret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** Calls of Slack that nobody waits for any longer. */
class QuickSlackTest {
    @Test
    void a_call_that_takes_too_long_is_broken_off_so_that_it_cannot_arrive_late() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Long> closed = CompletableFuture.supplyAsync(() -> closed(server));
            Clients clients =
                    Clients.live(
                            Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(10));
            QuickSlack quick =
                    new QuickSlack(
                            new SlackApi(
                                    clients.http(Duration.ofMillis(500), Duration.ofSeconds(20)),
                                    "http://127.0.0.1:" + server.getLocalPort()),
                            new SlackSecret(secrets(), "amends/slack", Clock.systemUTC()));

            Reply reply = quick.call("chat.update", Map.of("ts", "1"), Duration.ofMillis(300));

            long returned = System.nanoTime();
            assertThat(reply).isInstanceOf(Reply.Later.class);
            assertThat(closed.get(5, TimeUnit.SECONDS) - returned)
                    .isLessThan(TimeUnit.SECONDS.toNanos(1));
        }
    }

    /** When the other side closes a connection that is never answered. */
    private static long closed(ServerSocket server) {
        try (Socket socket = server.accept();
                InputStream in = socket.getInputStream()) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Reset: closed as well.
        }
        return System.nanoTime();
    }

    private static SecretsManagerClient secrets() {
        return new SecretsManagerClient() {
            @Override
            public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
                return GetSecretValueResponse.builder()
                        .secretString(Node.write(Map.of("botToken", "xoxb-1")))
                        .build();
            }

            @Override
            public String serviceName() {
                return "secretsmanager";
            }

            @Override
            public void close() {}
        };
    }
}
