package dev.amends.buckets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.amends.core.change.Change;
import dev.amends.core.change.Origin;
import dev.amends.core.guardrail.Resources.Denied;
import dev.amends.core.guardrail.Resources.Gone;
import dev.amends.core.guardrail.Resources.Rejected;
import dev.amends.core.guardrail.Resources.Transient;
import dev.amends.core.guardrail.Target;
import dev.amends.core.guardrail.Verdict;
import dev.amends.core.json.Node;
import dev.amends.core.lambda.Pace;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.s3control.model.S3ControlException;

/** What is asked of S3, and what becomes of its answers. */
class BucketsTest {
    private static final Target TARGET =
            new Target("111122223333", "eu-west-1", "arn:aws:s3:::orders-bucket", "orders-bucket");
    private static final String PUBLIC =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::orders-bucket/*"}]}\
            """;

    /** Answers or exceptions by operation; what has none is not configured. */
    private final Map<String, Object> answers = new HashMap<>();

    private final List<SdkRequest> asked = new ArrayList<>();
    private final Pace pace = new Pace(Clock.systemUTC());
    private final AccountBlock account =
            new AccountBlock(client(S3ControlClient.class), new Calls(pace, false));
    private final Buckets buckets =
            new Buckets(client(S3Client.class), account, new Calls(pace, true));

    private <C> C client(Class<C> type) {
        InvocationHandler handler =
                (Object proxy, Method method, Object[] arguments) -> {
                    if (!(arguments[0] instanceof SdkRequest request)) {
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    asked.add(request);
                    String key =
                            type == S3ControlClient.class
                                    ? "account." + method.getName()
                                    : method.getName();
                    Object answer = answers.get(key);
                    if (answer instanceof RuntimeException e) {
                        throw e;
                    }
                    if (answer == null) {
                        throw type == S3ControlClient.class
                                ? controlError("NoSuchPublicAccessBlockConfiguration", "")
                                : error(
                                        switch (method.getName()) {
                                            case "getBucketPolicy" -> "NoSuchBucketPolicy";
                                            case "getBucketWebsite" -> "NoSuchWebsiteConfiguration";
                                            default -> "NoSuchPublicAccessBlockConfiguration";
                                        });
                    }
                    return answer;
                };
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static RuntimeException error(String code) {
        return error(503, code, code);
    }

    private static RuntimeException error(int status, String code, String message) {
        return S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
                .message(message)
                .build();
    }

    private static RuntimeException controlError(String code, String message) {
        return S3ControlException.builder()
                .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
                .message(message)
                .build();
    }

    private List<String> operations() {
        return asked.stream()
                .map(r -> r.getClass().getSimpleName().replace("Request", ""))
                .toList();
    }

    private static Change change() {
        return change(Map.of());
    }

    private static Change change(String policy) {
        return change(Map.of("bucketPolicy", policy));
    }

    private static Change change(Map<String, Object> request) {
        return Change.parse(
                        Node.of(
                                Map.of(
                                        "eventID", "e",
                                        "eventName", "PutBucketPolicy",
                                        "eventSource", "s3.amazonaws.com",
                                        "eventTime", "2026-03-01T10:00:00Z",
                                        "recipientAccountId", "111122223333",
                                        "awsRegion", "eu-west-1",
                                        "requestParameters", request)),
                        Origin.EVENT)
                .orElseThrow();
    }

    @Test
    void every_call_names_the_account_that_must_own_the_bucket() throws Exception {
        answers.put("getBucketPolicy", GetBucketPolicyResponse.builder().policy(PUBLIC).build());
        answers.put("putPublicAccessBlock", PutPublicAccessBlockResponse.builder().build());
        answers.put(
                "deletePublicAccessBlock",
                software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockResponse.builder()
                        .build());
        answers.put("getBucketAcl", GetBucketAclResponse.builder().build());
        buckets.read(TARGET, change());
        answers.remove("getBucketPolicy");
        buckets.read(TARGET, change());
        buckets.set(TARGET, PublicAccessBlock.fields(PublicAccessBlock.ALL));
        buckets.set(TARGET, PublicAccessBlock.fields(null));

        assertThat(operations())
                .contains(
                        "GetBucketPolicy",
                        "GetBucketAcl",
                        "GetBucketWebsite",
                        "PutPublicAccessBlock",
                        "DeletePublicAccessBlock");
        for (SdkRequest request : asked) {
            String owner =
                    request.getValueForField("ExpectedBucketOwner", String.class)
                            .or(() -> request.getValueForField("AccountId", String.class))
                            .orElse(null);
            assertThat(owner).as(request.toString()).isEqualTo("111122223333");
        }
    }

    @Test
    void only_what_matters_is_read() throws Exception {
        answers.put("getBucketPolicy", GetBucketPolicyResponse.builder().policy(PUBLIC).build());
        answers.put("getBucketWebsite", GetBucketWebsiteResponse.builder().build());
        assertThat(buckets.read(TARGET, change()).website()).isTrue();
        assertThat(operations())
                .containsExactly(
                        "GetPublicAccessBlock",
                        "GetPublicAccessBlock",
                        "GetBucketPolicy",
                        "GetBucketWebsite");

        asked.clear();
        assertThat(buckets.read(TARGET, null).website()).as("at an approval").isNull();
        assertThat(operations()).hasSize(3);

        asked.clear();
        answers.put(
                "getPublicAccessBlock",
                GetPublicAccessBlockResponse.builder()
                        .publicAccessBlockConfiguration(
                                PublicAccessBlockConfiguration.builder()
                                        .ignorePublicAcls(true)
                                        .restrictPublicBuckets(true)
                                        .build())
                        .build());
        assertThat(buckets.read(TARGET, change()).acl()).as("void anyway").isNull();
        assertThat(operations()).hasSize(3);
    }

    @Test
    void a_bucket_that_is_gone_is_no_state_and_a_write_to_it_says_so() throws Exception {
        answers.put("getPublicAccessBlock", error("NoSuchBucket"));
        answers.put("putPublicAccessBlock", error("NoSuchBucket"));

        assertThat(buckets.read(TARGET, change())).isNull();
        assertThatThrownBy(
                        () -> buckets.set(TARGET, PublicAccessBlock.fields(PublicAccessBlock.ALL)))
                .isInstanceOf(Gone.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "User: x is not authorized to perform: s3:GetBucketPolicy because no identity-based policy allows the s3:GetBucketPolicy action | false | ",
                "User: x is not authorized to perform: s3:GetBucketPolicy with an explicit deny in an identity-based policy | false | ",
                "User: x is not authorized to perform: s3:GetBucketPolicy with an explicit deny in a service control policy | false | a policy of the organisation does not let it",
                "User: x is not authorized to perform: s3:GetBucketPolicy because no permissions boundary allows it | false | its permissions boundary does not let it",
                "User: x is not authorized to perform: s3:GetBucketPolicy with an explicit deny in a resource-based policy | true | its own policy denies it",
                "Access Denied | true | S3 denies it without a reason, as it does for another account's bucket",
            })
    void a_denial_is_about_our_role_or_about_the_bucket(
            String message, boolean byBucket, String why) {
        answers.put("getBucketPolicy", error(403, "AccessDenied", message));
        assertThatThrownBy(() -> buckets.read(TARGET, change()))
                .isInstanceOfSatisfying(
                        Denied.class,
                        e -> {
                            assertThat(e.action()).isEqualTo("s3:GetBucketPolicy");
                            assertThat(e.byResource()).isEqualTo(byBucket);
                            assertThat(e.why()).isEqualTo(Optional.ofNullable(why));
                        });
    }

    @Test
    void a_bucket_that_does_not_let_us_look_is_judged_by_the_policy_in_the_record()
            throws Exception {
        answers.put(
                "getBucketPolicy",
                error(403, "AccessDenied", "with an explicit deny in a resource-based policy"));
        BucketState state = buckets.read(TARGET, change(PUBLIC));
        BucketPolicyBroad guardrail = new BucketPolicyBroad();
        assertThat(guardrail.judge(state, Instant.EPOCH).sentence())
                .contains("orders-bucket")
                .endsWith(
                        "The policy does not let Amends look at the bucket, so this is judged from the record of the call that set it; a public access block of the bucket's own could make it void.");
        assertThat(guardrail.judge(state, Instant.EPOCH)).isInstanceOf(Verdict.Violating.class);
        assertThat(guardrail.remedies(state, null, Instant.EPOCH)).isEmpty();
    }

    @Test
    void what_is_in_force_after_a_write_takes_one_call() throws Exception {
        answers.put(
                "getPublicAccessBlock",
                GetPublicAccessBlockResponse.builder()
                        .publicAccessBlockConfiguration(
                                PublicAccessBlockConfiguration.builder()
                                        .restrictPublicBuckets(true)
                                        .build())
                        .build());
        assertThat(buckets.inForce(TARGET, Map.of()))
                .containsEntry("RestrictPublicBuckets", "true")
                .containsEntry("BlockPublicAcls", "false");
        assertThat(operations()).containsExactly("GetPublicAccessBlock");
    }

    @Test
    void a_call_that_s3_rejects_is_not_tried_again_and_anything_else_may_pass() {
        answers.put("getBucketPolicy", error(400, "InvalidRequest", "No such thing."));
        assertThatThrownBy(() -> buckets.read(TARGET, change()))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        e -> assertThat(e.answer()).isEqualTo("InvalidRequest: No such thing"));

        answers.put("getBucketPolicy", error("SlowDown"));
        assertThatThrownBy(() -> buckets.read(TARGET, change())).isInstanceOf(Transient.class);
    }

    @Test
    void what_an_organisation_holds_on_to_is_said_to_be_its() {
        answers.put(
                "account.putPublicAccessBlock",
                controlError(
                        "AccessDenied",
                        "This account's public access block is managed by your organization."));

        assertThatThrownBy(
                        () -> account.set(TARGET, PublicAccessBlock.fields(PublicAccessBlock.ALL)))
                .isInstanceOfSatisfying(
                        Denied.class,
                        e ->
                                assertThat(e.why())
                                        .contains("a policy of the organisation does not let it"));
    }
}
