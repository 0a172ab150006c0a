package dev.amends.rehearse;

import static dev.amends.rehearse.PastRecords.group;
import static dev.amends.rehearse.PastRecords.json;
import static dev.amends.rehearse.PastRecords.lambda;
import static dev.amends.rehearse.PastRecords.logs;
import static dev.amends.rehearse.PastRecords.s3;
import static dev.amends.rehearse.PastRecords.terraform;
import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.buckets.BucketState;
import dev.amends.buckets.PublicAccessBlock;
import dev.amends.core.change.Change;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.guardrail.Target;
import dev.amends.core.json.Node;
import dev.amends.core.run.Outcome.Kind;
import dev.amends.policy.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final String GROUPS = "log-group-no-retention";
    private static final String BUCKETS = "bucket-policy-broad";
    private static final String PERMISSIONS = "lambda-permission-open";

    private static final String PUBLIC =
            """
            {"bucketName": "lake", "bucketPolicy": {"Version": "2012-10-17", "Statement": [
              {"Sid": "All", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::lake/*"}]}}
            """;

    private static final String OPEN =
            """
            {"statement": "{\\"Sid\\": \\"topic\\", \\"Effect\\": \\"Allow\\", \\"Principal\\": {\\"Service\\": \\"sns.amazonaws.com\\"}, \\"Action\\": \\"lambda:InvokeFunction\\", \\"Resource\\": \\"arn:aws:lambda:eu-west-1:111122223333:function:orders\\"}"}
            """;

    // ---------------------------------------------------------------------------- what is done

    @Test
    void a_new_log_group_would_have_been_fixed_and_said_once() {
        Played played = play(logs("2026-09-01T10:00:00Z", "CreateLogGroup", group("/aws/a")));

        assertThat(played.count(GROUPS, Kind.FIXED)).isEqualTo(1);
        assertThat(played.incidents())
                .singleElement()
                .satisfies(incident -> {
                    assertThat(incident.would()).isEqualTo(Kind.FIXED);
                    assertThat(incident.name()).isEqualTo("/aws/a");
                    assertThat(incident.who()).isEqualTo("ann");
                    assertThat(incident.tool()).isEqualTo("the AWS CLI");
                    assertThat(incident.sentence())
                            .isEqualTo(
                                    "Without a retention, /aws/a keeps its logs for ever, and you pay for them for ever. Set its retention to 30 days.");
                    assertThat(incident.cost()).contains("$0.03 per GB");
                });
        assertThat(played.messagesInAll()).isEqualTo(1);
        assertThat(played.messages()).containsOnlyKeys("#amends");
        assertThat(played.unstated()).isZero();
    }

    @Test
    void terraform_that_sets_the_retention_a_moment_later_is_left_alone() {
        Played played =
                play(
                        terraform("2026-09-01T10:00:00Z", "CreateLogGroup", group("/tf")),
                        terraform(
                                "2026-09-01T10:00:02Z",
                                "PutRetentionPolicy",
                                "{\"logGroupName\": \"/tf\", \"retentionInDays\": 14}"));

        assertThat(played.incidents()).isEmpty();
        assertThat(played.messagesInAll()).isZero();
    }

    @Test
    void terraform_that_forgets_it_is_told_and_not_overruled() {
        Played played = play(terraform("2026-09-01T10:00:00Z", "CreateLogGroup", group("/tf")));

        assertThat(played.incidents())
                .singleElement()
                .satisfies(incident -> {
                    assertThat(incident.would()).isEqualTo(Kind.FLAGGED);
                    assertThat(incident.sentence()).contains("Terraform made it");
                });
    }

    @Test
    void an_old_group_that_loses_its_retention_is_somebodys_choice() {
        Played played = play(logs("2026-09-01T10:00:00Z", "DeleteRetentionPolicy", group("/old")));

        assertThat(played.incidents())
                .singleElement()
                .satisfies(incident -> {
                    assertThat(incident.would()).isEqualTo(Kind.FLAGGED);
                    assertThat(incident.sentence()).contains("somebody chose this");
                });
    }

    @Test
    void what_somebody_sets_over_a_fix_is_noted_with_its_tool() {
        Played played =
                play(
                        logs("2026-09-01T10:00:00Z", "CreateLogGroup", group("/aws/a")),
                        terraform(
                                "2026-09-02T10:00:00Z",
                                "PutRetentionPolicy",
                                "{\"logGroupName\": \"/aws/a\", \"retentionInDays\": 365}"));

        assertThat(played.incidents())
                .singleElement()
                .satisfies(incident -> {
                    assertThat(incident.foughtBy())
                            .isEqualTo("ann through Terraform, PutRetentionPolicy");
                    assertThat(incident.ended()).isEqualTo("yielded");
                    assertThat(incident.stood()).isEqualTo(Duration.ofDays(1));
                    assertThat(incident.mendedBy()).isEqualTo("ann");
                });
    }

    @Test
    void a_public_bucket_is_asked_about_and_how_long_it_really_stood_is_known() {
        Played played =
                play(
                        s3("2026-09-01T10:00:00Z", "PutBucketPolicy", PUBLIC),
                        s3(
                                "2026-09-04T10:00:00Z",
                                "DeleteBucketPolicy",
                                "{\"bucketName\": \"lake\"}"));

        assertThat(played.count(BUCKETS, Kind.ASKED)).isEqualTo(1);
        assertThat(played.incidents())
                .singleElement()
                .satisfies(incident -> {
                    assertThat(incident.severity()).isEqualTo("high");
                    assertThat(incident.remedy())
                            .isEqualTo("turn on all four flags of its public access block");
                    assertThat(incident.stood()).isEqualTo(Duration.ofDays(3));
                });
        assertThat(played.mended()).containsEntry(BUCKETS, List.of(Duration.ofDays(3)));
    }

    @Test
    void an_open_permission_is_judged_by_what_its_record_says() {
        Played played =
                play(
                        lambda(
                                "2026-09-01T10:00:00Z",
                                "AddPermission20150331v2",
                                "{\"functionName\": \"orders\", \"statementId\": \"topic\"}",
                                OPEN));

        assertThat(played.incidents())
                .singleElement()
                .satisfies(incident -> {
                    assertThat(incident.guardrail()).isEqualTo(PERMISSIONS);
                    assertThat(incident.sentence()).contains("Statement \"topic\"");
                });
    }

    // ------------------------------------------------------------------------- what is not known

    @Test
    void what_depends_on_something_that_no_event_shows_is_counted_as_that() {
        Played played =
                play(
                        s3(
                                "2026-09-01T10:00:00Z",
                                "PutBucketPublicAccessBlock",
                                """
                                {"bucketName": "lake", "PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": false, "RestrictPublicBuckets": false}}
                                """));

        assertThat(played.notShown())
                .containsEntry(
                        BUCKETS,
                        Map.of(
                                "a public access block and the bucket's policy and the bucket's ACL",
                                1));
        assertThat(played.incidents()).isEmpty();
    }

    @Test
    void what_may_be_read_is_read_once_after_the_last_record_and_nothing_is_set() {
        List<Target> read = new ArrayList<>();
        Resources<BucketState> s3 =
                new Resources<>() {
                    @Override
                    public BucketState read(Target target, @Nullable Change change) {
                        read.add(target);
                        return new BucketState(
                                Setting.bucket("lake", target.account(), "aws"),
                                null,
                                PublicAccessBlock.of(Node.ABSENT),
                                json(PUBLIC).at("bucketPolicy").toString(),
                                null,
                                null);
                    }

                    @Override
                    public void set(Target target, Map<String, @Nullable String> fields) {
                        throw new AssertionError("a rehearsal sets nothing");
                    }
                };
        Rehearsal rehearsal =
                new Rehearsal(
                        guardrails(),
                        new Rehearsal.Plan(
                                settings(),
                                List.of(),
                                Duration.ZERO,
                                RuleBook.shipped(),
                                new Reading(
                                        PastRecords.ACCOUNT, "eu-west-1", Map.of(BUCKETS, s3))));
        for (String day : List.of("01", "02")) {
            rehearsal.take(
                    s3(
                            "2026-09-%sT10:00:00Z".formatted(day),
                            "DeleteBucketPublicAccessBlock",
                            "{\"bucketName\": \"lake\"}"));
        }

        Played played = rehearsal.end();

        assertThat(read).extracting(Target::name).containsExactly("lake");
        assertThat(played.readNow()).isEqualTo(1);
        assertThat(played.count(BUCKETS, Kind.ASKED)).isEqualTo(1);
        assertThat(played.incidents().getFirst().at()).isEqualTo("2026-09-02T10:00:00Z");
        assertThat(played.notShown().get(BUCKETS).values()).containsExactly(2);
    }

    @Test
    void a_stacks_template_is_in_no_event() {
        Played played =
                play(
                        PastRecords.record(
                                "2026-09-01T10:00:00Z",
                                "cloudformation.amazonaws.com",
                                "CreateStack",
                                "{\"stackName\": \"orders\"}",
                                "{\"stackId\": \"arn:aws:cloudformation:eu-west-1:111122223333:stack/orders/1\"}",
                                PastRecords.CLI));

        assertThat(played.notShown()).containsOnlyKeys("stack-review");
    }

    @Test
    void a_record_without_its_parameters_could_not_be_judged_and_is_said() {
        Played played = play(logs("2026-09-01T10:00:00Z", "CreateLogGroup", "null"));

        assertThat(played.count(GROUPS, Kind.UNKNOWN)).isEqualTo(1);
    }

    // ------------------------------------------------------------------------------- the records

    @Test
    void what_is_no_record_of_ours_is_counted_and_never_stops_it() {
        Node once = logs("2026-09-01T10:00:00Z", "CreateLogGroup", group("/a"));
        Node failed =
                json(
                        logs("2026-09-01T10:00:00Z", "CreateLogGroup", group("/b"))
                                .toString()
                                .replaceFirst("\\{", "{\"errorCode\": \"AccessDenied\", "));
        Played played =
                play(
                        once,
                        once,
                        failed,
                        logs("2026-09-01T10:00:00Z", "PutMetricFilter", group("/a")),
                        json("{\"some\": \"thing\"}"),
                        json("[1, 2]"),
                        Node.ABSENT);

        assertThat(played.records()).isEqualTo(new Played.Records(7, 1, 1, 1, 0, 1, 0, 3));
        assertThat(played.count(Kind.FIXED)).isEqualTo(1);
    }

    @Test
    void records_come_in_any_order_within_minutes() {
        Played played =
                play(
                        terraform(
                                "2026-09-01T10:00:02Z",
                                "PutRetentionPolicy",
                                "{\"logGroupName\": \"/tf\", \"retentionInDays\": 14}"),
                        terraform("2026-09-01T10:00:00Z", "CreateLogGroup", group("/tf")));

        assertThat(played.incidents()).isEmpty();
    }

    @Test
    void what_amends_did_itself_is_left_out() {
        Rehearsal rehearsal =
                new Rehearsal(
                        guardrails(),
                        new Rehearsal.Plan(
                                settings(),
                                List.of("arn:aws:iam::*:role/dev"),
                                Duration.ZERO,
                                RuleBook.shipped()));
        rehearsal.take(logs("2026-09-01T10:00:00Z", "CreateLogGroup", group("/a")));

        assertThat(rehearsal.end().records().own()).isEqualTo(1);
    }

    @Test
    void a_rule_that_would_have_missed_an_event_is_seen() throws Exception {
        RuleBook none =
                RuleBook.of(
                        "Resources: { R: { Type: AWS::Events::Rule, Properties: { EventPattern: { source: [aws.s3] } } } }");
        Rehearsal rehearsal =
                new Rehearsal(
                        guardrails(),
                        new Rehearsal.Plan(settings(), List.of(), Duration.ZERO, none));
        rehearsal.take(logs("2026-09-01T10:00:00Z", "CreateLogGroup", group("/a")));

        assertThat(rehearsal.end().missed())
                .singleElement()
                .asString()
                .startsWith("CreateLogGroup of 2026-09-01T10:00:00Z, event e-");
    }

    @Test
    void the_rules_of_the_template_take_what_the_guardrails_watch() {
        Played played =
                play(
                        logs("2026-09-01T10:00:00Z", "CreateLogGroup", group("/a")),
                        s3("2026-09-01T10:00:00Z", "PutBucketPolicy", PUBLIC));

        assertThat(RuleBook.shipped().names()).hasSizeGreaterThan(3);
        assertThat(played.missed()).isEmpty();
    }

    // ------------------------------------------------------------------------------- what follows

    @Test
    void an_approval_that_nobody_gave_lapses() {
        Played played =
                play(
                        s3("2026-09-01T10:00:00Z", "PutBucketPolicy", PUBLIC),
                        logs("2026-09-09T10:00:00Z", "CreateLogGroup", group("/a")));

        assertThat(played.incidents().getFirst().ended()).isEqualTo("expired");
    }

    @Test
    void the_proposal_asks_where_somebody_would_have_fought_and_quietens_what_is_loud() {
        List<Node> records = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            records.add(
                    logs(
                            "2026-09-01T10:%02d:00Z".formatted(i),
                            "CreateLogGroup",
                            group("/preview/pr-" + i)));
        }
        records.add(logs("2026-09-01T11:00:00Z", "CreateLogGroup", group("/aws/a")));
        records.add(
                terraform(
                        "2026-09-02T10:00:00Z",
                        "PutRetentionPolicy",
                        "{\"logGroupName\": \"/aws/a\", \"retentionInDays\": 365}"));
        Played played = play(records.toArray(new Node[0]));

        Proposal proposal = Proposal.of(played, guardrails(), settings(), 5);

        assertThat(proposal.before()).isEqualTo(31);
        assertThat(proposal.busiest()).isLessThanOrEqualTo(5);
        assertThat(proposal.reached()).isTrue();
        assertThat(String.join("\n", proposal.lines()))
                .contains(
                        """
                          log-group-no-retention:
                            # 1 of its fixes would have been set over, first by ann through Terraform, PutRetentionPolicy
                            # 30 of its 31 findings have names like /preview/pr-*
                            mode: ask
                            keep: ["/preview/pr-*"]\
                        """);
    }

    // ---------------------------------------------------------------------------------- helpers

    static List<Guardrail<?>> guardrails() {
        List<Guardrail<?>> found = new ArrayList<>();
        ServiceLoader.load(Guardrail.class).forEach(found::add);
        return found;
    }

    static Node settings() {
        return json(
                """
                {"slack": {"channel": "#amends"}, "guardrails": {
                  "log-group-no-retention": {"mode": "fix"}, "bucket-policy-broad": {"mode": "ask"},
                  "lambda-permission-open": {"mode": "ask"}, "stack-review": {"mode": "flag"}}}
                """);
    }

    private static Played play(Node... records) {
        Rehearsal rehearsal =
                new Rehearsal(
                        guardrails(),
                        new Rehearsal.Plan(
                                settings(), List.of(), Duration.ZERO, RuleBook.shipped()));
        for (Node record : records) {
            rehearsal.take(record);
        }
        return rehearsal.end();
    }
}
