package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Buckets and the account's lid on them: opened with real calls, closed by a press, undone. */
class BucketsE2eTest extends E2e {
    private static final String ANN = "U0ANN00001";
    private static final String BROAD = "bucket-policy-broad";
    private static final String ACCOUNT = "account-public-access";
    private static final String NAME = "account " + Account.ID;

    @BeforeEach
    void whoIsInTheGroupOfApprovers() {
        account.keeper();
    }

    @Test
    void aPublicPolicyIsAskedAboutClosedByAPressAndOpenedAgainByAnother() {
        String bucket = bucket("public", null);
        long before = account.mark();

        policy(bucket, "\"*\"", "");

        JsonNode asked = outcome(arn(bucket), "asked");
        JsonNode card = account.card(bucket, "Waits for a decision");
        assertThat(card.path("text").asText())
                .endsWith(
                        "Anyone on the internet can read objects of %s. Statement Read of its policy says so, at Statement[0].Principal. Amends would turn on all four flags of its public access block, and asks first."
                                .formatted(bucket));
        print("public policy, asked", account.calls(before, "BucketsFunction"));
        assertThat(account.calls(before, "BucketsFunction")).hasSize(7);
        assertThat(asked.path("calls").asInt()).isEqualTo(7);

        long approved = account.mark();
        account.press(ANN, card, "fix");
        JsonNode fixed = account.card(bucket, "Fixed");
        print("public policy, fixed after approval", account.calls(approved, "BucketsFunction"));
        assertThat(account.calls(approved, "BucketsFunction")).hasSize(9);
        assertThat(block(bucket).map(PublicAccessBlockConfiguration::restrictPublicBuckets))
                .contains(true);

        long undone = account.mark();
        account.press(ANN, fixed, "undo");
        assertThat(account.card(bucket, "Waits for a decision").path("text").asText())
                .contains("Undone, as ", "It is open again");
        print("public policy, undone", account.calls(undone, "BucketsFunction"));
        assertThat(block(bucket)).as("there was none before").isEmpty();
        assertThat(account.cards(bucket)).hasSize(1);
    }

    @Test
    void aPublicAclIsClosedAndAnUndoBringsBackTheFlagsThatWereThere() {
        PublicAccessBlockConfiguration flags =
                PublicAccessBlockConfiguration.builder()
                        .blockPublicAcls(false)
                        .ignorePublicAcls(false)
                        .blockPublicPolicy(true)
                        .restrictPublicBuckets(false)
                        .build();
        String bucket = bucket("acl", flags);
        long before = account.mark();

        account.s3.putBucketAcl(r -> r.bucket(bucket).acl("public-read"));

        JsonNode card = account.card(bucket, "Waits for a decision");
        assertThat(card.path("text").asText())
                .contains("Anyone on the internet can list the objects of " + bucket);
        print("public ACL, asked", account.calls(before, "BucketsFunction"));
        assertThat(account.calls(before, "BucketsFunction")).hasSizeLessThanOrEqualTo(8);
        account.press(ANN, card, "fix");
        JsonNode fixed = account.card(bucket, "Fixed");
        assertThat(block(bucket).map(PublicAccessBlockConfiguration::ignorePublicAcls))
                .contains(true);
        account.press(ANN, fixed, "undo");
        assertThat(account.card(bucket, "Waits for a decision").path("text").asText())
                .contains("Undone, as ", "It is open again");
        assertThat(block(bucket)).contains(flags);
    }

    @Test
    void anotherAccountIsFlaggedWithANarrowerPolicyToPaste() {
        String bucket = bucket("partner", null);

        policy(bucket, "{\"AWS\": \"arn:aws:iam::444455556666:root\"}", own(bucket));

        JsonNode card = account.card(bucket, "Needs a person");
        assertThat(card.path("text").asText())
                .contains("Account 444455556666 can read objects of " + bucket);
        assertThat(card.path("blocks").toString()).contains("To paste", "\\\"Own\\\"");
    }

    @Test
    void whatIsFineCostsNoCallAndWhatIsVoidItsReads() {
        String bucket = bucket("fine", block(true));
        long before = account.mark();

        policy(bucket, "{\"AWS\": \"arn:aws:iam::%s:root\"}".formatted(Account.ID), "");
        String fine =
                account.sqs
                        .sendMessage(r ->
                                r.queueUrl(account.bucketsInbox)
                                        .messageBody("{\"amends\":\"heartbeat\"}"))
                        .messageId();
        Account.await(
                "the heartbeat behind it",
                Account.PATIENCE,
                () ->
                        account
                                .outcomes(
                                        "BucketsFunction",
                                        n -> n.path("message").asText().equals(fine))
                                .stream()
                                .findFirst());
        account.quiet();
        assertThat(account.calls(before, "BucketsFunction")).isEmpty();

        policy(bucket, "\"*\"", "");
        JsonNode line = outcome(arn(bucket), "compliant");
        assertThat(line.path("calls").asInt()).isEqualTo(4);
        assertThat(account.cards(bucket)).isEmpty();
    }

    @Test
    void theAccountsBlockIsPutBackByAPressAndLiftedAgainByAnUndo() {
        long before = account.mark();
        account.control.putPublicAccessBlock(r ->
                r.accountId(Account.ID)
                        .publicAccessBlockConfiguration(c ->
                                c.blockPublicAcls(true)
                                        .ignorePublicAcls(true)
                                        .blockPublicPolicy(false)
                                        .restrictPublicBuckets(false)));
        JsonNode card = account.card(NAME, "Waits for a decision");
        assertThat(card.path("text").asText())
                .contains(
                        "In account 000000000000, anyone on the internet can get into a bucket whose policy says so");
        print("account, asked", account.calls(before, "BucketsFunction"));
        assertThat(account.calls(before, "BucketsFunction")).hasSizeLessThanOrEqualTo(4);

        long approved = account.mark();
        account.press(ANN, card, "fix");
        JsonNode fixed = account.card(NAME, "Fixed");
        print("account, fixed after approval", account.calls(approved, "BucketsFunction"));
        assertThat(restricted()).isTrue();
        account.press(ANN, fixed, "undo");
        account.card(NAME, "Waits for a decision");
        assertThat(restricted()).isFalse();

        account.control.deletePublicAccessBlock(r -> r.accountId(Account.ID));
        Account.awaitTrue(
                "a card of its own",
                () -> account.cardTexts(NAME).getLast().contains("The account has none any more."));
        JsonNode again = account.card(NAME, "Waits for a decision");
        assertThat(again.path("text").asText()).contains("The account has none any more.");

        // Its owner closes it. A record that comes late finds it so, and settles the card.
        account.control.putPublicAccessBlock(r ->
                r.accountId(Account.ID)
                        .publicAccessBlockConfiguration(c ->
                                c.blockPublicAcls(true)
                                        .ignorePublicAcls(true)
                                        .blockPublicPolicy(true)
                                        .restrictPublicBuckets(true)));
        ObjectNode late = account.event(ACCOUNT, "matching/delete.json");
        ((ObjectNode) late.get("detail"))
                .put("eventID", UUID.randomUUID().toString())
                .put(
                        "eventTime",
                        Instant.now().minusSeconds(300).truncatedTo(ChronoUnit.SECONDS).toString());
        account.sqs.sendMessage(r -> r.queueUrl(account.bucketsInbox).messageBody(late.toString()));
        account.card(NAME, "Put right");

        // The other tests need an account that is open.
        account.control.deletePublicAccessBlock(r -> r.accountId(Account.ID));
        account.card(NAME, "Waits for a decision");
    }

    @Test
    void whatAPauseHeldBackIsAskedAboutWhenItEnds() {
        String bucket = bucket("paused", null);
        account.command(ANN, "pause 2h the database is down");
        Account.awaitTrue("the pause", () -> account.amends("status").output().contains("PAUSED"));

        policy(bucket, "\"*\"", "");
        outcome(arn(bucket), "held");
        account.quiet();
        assertThat(account.cards(bucket)).hasSizeLessThanOrEqualTo(1);
        account.command(ANN, "resume");
        Account.awaitTrue(
                "it is brought back",
                () -> {
                    account.keeper();
                    return !account.outcomes(
                                    "BucketsFunction",
                                    n ->
                                            n.path("resource").asText().equals(arn(bucket))
                                                    && n.path("outcome").asText().equals("asked"))
                            .isEmpty();
                });
        account.card(bucket, "Waits for a decision");
        assertThat(account.amends("why", arn(bucket)).output()).contains("mode is ask");
    }

    @Test
    void namesCanBeExempt() {
        String bucket = bucket("website", null);
        policy(bucket, "\"*\"", "");
        account.card(bucket, "Waits for a decision");
        Map<String, String> names = Map.of(BROAD, bucket, ACCOUNT, "nothing");
        names.forEach((guardrail, name) ->
                exempt(guardrail, name, "--days", "7", "--reason", "it is a website"));
        account.card(bucket, "Exempt for now");
        names.forEach((guardrail, name) -> exempt(guardrail, name, "--end"));
        account.quiet();
    }

    /** A second statement, which is to stay. */
    private static String own(String bucket) {
        return ", {\"Sid\": \"Own\", \"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::%s:root\"}, \"Action\": \"s3:*\", \"Resource\": \"arn:aws:s3:::%s\"}"
                .formatted(Account.ID, bucket);
    }

    private static void print(String what, List<JsonNode> calls) {
        System.out.printf(
                "%s: %d calls: %s%n",
                what, calls.size(), calls.stream().map(c -> c.path("operation").asText()).toList());
    }

    private static String arn(String bucket) {
        return "arn:aws:s3:::" + bucket;
    }

    /** Makes a bucket with this public access block, or none. */
    private static String bucket(String what, @Nullable PublicAccessBlockConfiguration block) {
        String name = "e2e-" + what + "-" + UUID.randomUUID().toString().substring(0, 8);
        account.s3.createBucket(r -> r.bucket(name));
        if (block == null) {
            account.s3.deletePublicAccessBlock(r -> r.bucket(name));
        } else {
            account.s3.putPublicAccessBlock(
                    r -> r.bucket(name).publicAccessBlockConfiguration(block));
        }
        if (block == null || !block.equals(block(true))) {
            // Its event looks the bucket over; a test that counts calls begins after that.
            outcome(arn(name), "compliant");
        }
        account.quiet();
        return name;
    }

    private static PublicAccessBlockConfiguration block(boolean on) {
        return PublicAccessBlockConfiguration.builder()
                .blockPublicAcls(on)
                .ignorePublicAcls(on)
                .blockPublicPolicy(on)
                .restrictPublicBuckets(on)
                .build();
    }

    private static Optional<PublicAccessBlockConfiguration> block(String bucket) {
        try {
            return Optional.of(
                    account.s3
                            .getPublicAccessBlock(r -> r.bucket(bucket))
                            .publicAccessBlockConfiguration());
        } catch (S3Exception e) {
            assertThat(e.awsErrorDetails().errorCode())
                    .isEqualTo("NoSuchPublicAccessBlockConfiguration");
            return Optional.empty();
        }
    }

    private static boolean restricted() {
        return account.control
                .getPublicAccessBlock(r -> r.accountId(Account.ID))
                .publicAccessBlockConfiguration()
                .restrictPublicBuckets();
    }

    private static void policy(String bucket, String principal, String more) {
        String policy =
                """
                {"Version": "2012-10-17", "Statement": [{"Sid": "Read", "Effect": "Allow", "Principal": %s, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::%s/*"}%s]}\
                """
                        .formatted(principal, bucket, more);
        account.s3.putBucketPolicy(r -> r.bucket(bucket).policy(policy));
    }

    /** The log line that says how a message about the resource ended in this way. */
    private static JsonNode outcome(String arn, String outcome) {
        return Account.await(
                "outcome " + outcome + " of " + arn,
                Account.PATIENCE,
                () ->
                        account
                                .outcomes(
                                        "BucketsFunction",
                                        n ->
                                                n.path("resource").asText().equals(arn)
                                                        && n.path("outcome")
                                                                .asText()
                                                                .equals(outcome))
                                .stream()
                                .findFirst());
    }
}
