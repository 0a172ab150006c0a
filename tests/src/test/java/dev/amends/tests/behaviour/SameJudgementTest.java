package dev.amends.tests.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.change.Change;
import dev.amends.core.change.Origin;
import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.guardrail.Verdict;
import dev.amends.core.json.Node;
import dev.amends.template.Given;
import dev.amends.template.Review;
import dev.amends.template.Rules;
import dev.amends.template.Stack;
import dev.amends.template.TemplateReader;
import dev.amends.template.Violation;
import dev.amends.testkit.GuardrailContract;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Policies of functions and buckets are judged in a template as they are in the account. The table
 * {@code same-judgement.yaml} says how, and where the two differ by design.
 */
class SameJudgementTest {
    private static final String FUNCTION = "lambda-permission-open";
    private static final String URL = "function-url-public";
    private static final String BUCKET = "bucket-policy-broad";
    private static final String ACCOUNT = "111122223333";
    private static final Stack HERE = new Stack(null, null, ACCOUNT, null, Set.of());
    private static final String UNSURE = ", if its policy says so, too.";

    static Stream<Named<Node>> functions() throws IOException {
        return cases("functions");
    }

    static Stream<Named<Node>> buckets() throws IOException {
        return cases("buckets");
    }

    private static Stream<Named<Node>> cases(String of) throws IOException {
        try (InputStream in = SameJudgementTest.class.getResourceAsStream("same-judgement.yaml")) {
            Object table =
                    new Load(LoadSettings.builder().build())
                            .loadFromInputStream(Objects.requireNonNull(in));
            return Node.of(table).at(of).items().stream()
                    .map(each -> Named.of(each.textOr("", "case"), each));
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void a_function_s_policy_is_judged_alike(Node given) throws Exception {
        Map<String, Object> target = Map.of("Fn::GetAtt", List.of("Orders", "Arn"));
        List<Map<String, Object>> templates = new ArrayList<>();
        templates.add(
                resource(
                        "AWS::Lambda::ResourcePolicy",
                        Map.of("ResourceArn", target, "PolicyDocument", policy(given))));
        if (given.at("permission").isObject()) {
            Map<String, Object> permission = new LinkedHashMap<>();
            permission.put("FunctionName", target);
            given.at("permission").fields().forEach((k, v) -> permission.put(k, v.value()));
            templates.add(resource("AWS::Lambda::Permission", permission));
        }
        for (Map<String, Object> policy : templates) {
            Map<String, Object> resources = new LinkedHashMap<>();
            resources.put("Policy", policy);
            resources.put("Orders", resource("AWS::Lambda::Function", Map.of()));
            String auth = given.text("url");
            if (auth != null) {
                resources.put(
                        "Url",
                        resource(
                                "AWS::Lambda::Url",
                                Map.of("AuthType", auth, "TargetFunctionArn", target)));
            }
            assertSaid(given, sentences(review(resources), FUNCTION));
            List<String> url = sentences(review(resources), URL);
            switch (String.valueOf(inTemplate(given, "public").value())) {
                case "true" -> assertThat(url).hasSize(1).noneMatch(s -> s.endsWith(UNSURE));
                case "perhaps" -> assertThat(url).hasSize(1).allMatch(s -> s.endsWith(UNSURE));
                default -> assertThat(url).isEmpty();
            }
        }

        Map<String, Object> state = new HashMap<>();
        state.put("function", "Orders");
        state.put("authType", given.textOr("", "url"));
        state.put("policy", policy(given));
        Change put =
                change(
                        "lambda.amazonaws.com",
                        "PutResourcePolicy",
                        Map.of(
                                "resourceArn",
                                "arn:aws:lambda:eu-west-1:" + ACCOUNT + ":function:Orders",
                                "policy",
                                Node.write(policy(given))));
        assertVerdict(given, verdict(FUNCTION, put, state));
        boolean open = "true".equals(String.valueOf(given.at("public").value()));
        assertThat(verdict(URL, put, state))
                .isInstanceOf(open ? Verdict.Violating.class : Verdict.Compliant.class);
    }

    @ParameterizedTest
    @MethodSource("buckets")
    void a_bucket_s_policy_is_judged_alike(Node given) throws Exception {
        Map<String, Object> bucket = new HashMap<>();
        if (given.at("block").isObject()) {
            bucket.put(
                    "PublicAccessBlockConfiguration",
                    Objects.requireNonNull(given.at("block").value()));
        }
        Map<String, Object> resources = new LinkedHashMap<>();
        resources.put("Orders", resource("AWS::S3::Bucket", bucket));
        resources.put(
                "Policy",
                resource(
                        "AWS::S3::BucketPolicy",
                        Map.of(
                                "Bucket",
                                Map.of("Ref", "Orders"),
                                "PolicyDocument",
                                policy(given))));
        assertSaid(given, sentences(review(resources), BUCKET));

        Map<String, Object> state = new HashMap<>();
        state.put("name", "Orders");
        state.put("partition", given.textOr("aws", "partition"));
        state.put("policy", policy(given));
        if (given.at("block").isObject()) {
            state.put("block", Objects.requireNonNull(given.at("block").value()));
        }
        if (given.at("accountBlock").isObject()) {
            state.put("account", Objects.requireNonNull(given.at("accountBlock").value()));
        }
        Change put =
                change(
                        "s3.amazonaws.com",
                        "PutBucketPolicy",
                        Map.of("bucketName", "Orders", "bucketPolicy", policy(given)));
        assertVerdict(given, verdict(BUCKET, put, state));
    }

    // ---------------------------------------------------------------------------- the template

    private static List<Violation> review(Map<String, Object> resources) throws Exception {
        String text = Node.write(Map.of("Resources", resources));
        return Rules.check(
                new Review(
                        TemplateReader.read(text, new Given(Map.of(), HERE.pseudo())),
                        LocalDate.EPOCH,
                        HERE,
                        file -> Optional.empty(),
                        Map.of()));
    }

    private static List<String> sentences(List<Violation> all, String rule) {
        return all.stream()
                .filter(violation -> violation.rule().equals(rule))
                .map(Violation::sentence)
                .toList();
    }

    /** Where the template differs by design, the table says what it says instead. */
    private static Node inTemplate(Node given, String name) {
        Node own = given.at("template", name);
        return own.exists() ? own : given.at(name);
    }

    private static void assertSaid(Node given, List<String> found) {
        List<String> expected = inTemplate(given, "says").texts();
        assertThat(found).as("in the template").hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i)).startsWith("Policy: " + expected.get(i));
        }
    }

    private static Map<String, Object> resource(String type, Map<String, Object> properties) {
        return Map.of("Type", type, "Properties", properties);
    }

    private static Map<String, Object> policy(Node given) {
        return Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                Objects.requireNonNull(given.at("statements").value()));
    }

    // ----------------------------------------------------------------------------- the account

    private static Change change(String source, String name, Map<String, Object> request) {
        Map<String, Object> record =
                Map.of(
                        "eventID", "1",
                        "eventName", name,
                        "eventSource", source,
                        "eventTime", "2026-03-01T10:00:00Z",
                        "recipientAccountId", ACCOUNT,
                        "awsRegion", "eu-west-1",
                        "requestParameters", request);
        return Change.parse(Node.of(record), Origin.EVENT).orElseThrow();
    }

    /** What a guardrail makes of a change and the state that it left. */
    private static Verdict verdict(String guardrail, Change change, Map<String, Object> state) {
        GuardrailContract<?> contract =
                BehaviourTest.guardrails()
                        .filter(each -> each.guardrail().about().id().equals(guardrail))
                        .findFirst()
                        .orElseThrow();
        return judge(contract, change, Node.of(Map.of("state", state)));
    }

    private static <S extends ResourceState> Verdict judge(
            GuardrailContract<S> contract, Change change, Node sample) {
        Suspicion suspicion = contract.guardrail().suspect(change);
        return suspicion instanceof Suspicion.None(String why)
                ? new Verdict.Compliant(why)
                : contract.guardrail()
                        .judge(contract.world(sample, target -> {}).state(), Instant.EPOCH);
    }

    private static void assertVerdict(Node given, Verdict verdict) {
        List<String> says = given.at("says").texts();
        if (!says.isEmpty()) {
            assertThat(verdict).isInstanceOf(Verdict.Violating.class);
            String sentence = ((Verdict.Violating) verdict).sentence();
            assertThat(sentence).startsWith(says.getFirst());
            // A card of a bucket tells the worst, and counts the rest.
            assertThat(says)
                    .allMatch(s -> sentence.contains(s) || sentence.contains("one more statement"));
        } else {
            assertThat(verdict)
                    .isInstanceOf(
                            given.at("unclear").exists()
                                    ? Verdict.Unknown.class
                                    : Verdict.Compliant.class);
        }
    }
}
