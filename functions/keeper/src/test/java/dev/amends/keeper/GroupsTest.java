package dev.amends.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.core.settings.Settings;
import dev.amends.slack.Members;
import dev.amends.slack.SlackApi;
import dev.amends.slack.SlackSecret;
import dev.amends.testkit.LocalSlack;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** Who may approve, read from Slack's stand-in, in which @platform ({@code S0PLATFRM1}) is Ann. */
class GroupsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static LocalSlack slack;

    private final List<Map<String, AttributeValue>> written = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        slack = LocalSlack.start();
    }

    @AfterAll
    static void stop() {
        slack.close();
    }

    @BeforeEach
    void empty() {
        slack.empty();
    }

    @Test
    void the_members_of_every_group_that_may_approve_are_read_and_kept() {
        assertThat(refresh(groups("S0PLATFRM1"), nobody())).isEqualTo("read");
        assertThat(Members.decode(written.getFirst()))
                .isEqualTo(new Members(Map.of("S0PLATFRM1", List.of("U0ANN00001")), NOW));
    }

    @Test
    void a_list_of_this_hour_is_not_read_again_unless_other_groups_are_named() {
        Members known =
                new Members(
                        Map.of("S0PLATFRM1", List.of("U0ANN00001")),
                        NOW.minus(Duration.ofMinutes(59)));
        assertThat(refresh(groups("S0PLATFRM1"), known)).isEqualTo("current");
        Members other = new Members(Map.of("S0OTHER001", List.of()), NOW);
        assertThat(refresh(groups("S0PLATFRM1"), other)).isEqualTo("read");
    }

    @Test
    void a_group_that_is_no_more_has_nobody_in_it() {
        assertThat(refresh(groups("S0GONE0001"), nobody())).isEqualTo("read");
        assertThat(Members.decode(written.getFirst()).groups())
                .containsEntry("S0GONE0001", List.of());
    }

    @Test
    void when_slack_is_down_the_old_list_stays_until_it_is_too_old_to_count() {
        slack.fault(Map.of("method", "usergroups.users.list", "status", 500));
        assertThat(refresh(groups("S0PLATFRM1"), nobody()))
                .isEqualTo("not read: Slack answered 500");
        assertThat(written).isEmpty();

        Members old = new Members(Map.of("S0PLATFRM1", List.of("U0ANN00001")), NOW);
        assertThat(old.ifFresh(NOW.plus(Duration.ofHours(24)))).isNotEmpty();
        assertThat(old.ifFresh(NOW.plus(Duration.ofHours(24)).plusSeconds(1))).isEmpty();
    }

    @Test
    void without_groups_slack_is_not_asked() {
        assertThat(refresh("{\"approvers\":{\"users\":[\"U0ANN00001\"]}}", nobody()))
                .isEqualTo("none");
    }

    private static Members nobody() {
        return Members.decode(Map.of());
    }

    private static String groups(String id) {
        return "{\"guardrails\":{\"g\":{\"approvers\":{\"groups\":[\"" + id + "\"]}}}}";
    }

    private String refresh(String settings, Members known) {
        SecretsManagerClient secrets =
                new SecretsManagerClient() {
                    @Override
                    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
                        return GetSecretValueResponse.builder()
                                .secretString(Node.write(Map.of("botToken", LocalSlack.TOKEN)))
                                .build();
                    }

                    @Override
                    public String serviceName() {
                        return "secretsmanager";
                    }

                    @Override
                    public void close() {}
                };
        Groups groups =
                new Groups(
                        new SlackApi(UrlConnectionHttpClient.create(), slack.api()),
                        new SlackSecret(secrets, "amends/slack", Clock.systemUTC()),
                        written::add);
        try {
            return groups.refresh(new Settings(Node.parse(settings)), known, NOW);
        } catch (BadJson e) {
            throw new IllegalArgumentException(e);
        }
    }
}
