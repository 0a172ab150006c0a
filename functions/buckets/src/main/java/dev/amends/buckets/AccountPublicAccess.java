package dev.amends.buckets;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.guardrail.Option;
import dev.amends.core.guardrail.Options;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.guardrail.Target;
import dev.amends.core.guardrail.Verdict;
import dev.amends.core.json.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The account's public access block was weakened or deleted. It is the lid on every bucket and
 * access point of the account, so it is only ever put back after a person said so, and never used
 * to close a single bucket.
 */
public final class AccountPublicAccess implements Guardrail<AccountState> {
    private static final String PUT = "PutAccountPublicAccessBlock";

    /**
     * How CloudTrail names it; the second is the call's own name, and harmless if it never comes.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html">Amazon
     *     S3 account-level actions tracked by CloudTrail</a>
     */
    private static final List<String> DELETES =
            List.of("DeleteAccountPublicAccessBlock", "DeletePublicAccessBlock");

    private static final String KEEP_ON = "keepOn";
    private static final String HOME_REGION = "homeRegion";
    private static final Pattern REGION = Pattern.compile("|[a-z]{2}(-[a-z]+)+-[0-9]");

    private static final About ABOUT =
            new About(
                    "account-public-access",
                    "Account whose public access block was lifted",
                    Mode.ASK,
                    true,
                    "s3.amazonaws.com",
                    List.of(PUT, DELETES.getFirst(), DELETES.getLast()),
                    List.of("s3:GetAccountPublicAccessBlock"),
                    List.of("s3:PutAccountPublicAccessBlock"),
                    List.of(
                            new Option(
                                    KEEP_ON,
                                    PublicAccessBlock.FLAGS,
                                    "The flags that must stay on, and are put back.",
                                    AccountPublicAccess::flags),
                            new Option(
                                    HOME_REGION,
                                    "",
                                    "The one Region whose stack looks after it; empty: each for what it sees.",
                                    AccountPublicAccess::region)));

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Suspicion suspect(Change change) {
        Node request = change.request();
        if (request.at("bucketName").exists()) {
            return new Suspicion.None("it is about a bucket, not about the account");
        }
        String account = request.at("accountId").texts().stream().findFirst().orElse("");
        if (!account.isEmpty() && !account.equals(change.account())) {
            return new Suspicion.None("it is about another account");
        }
        if (change.eventName().equals(PUT) && given(request).complete()) {
            return new Suspicion.None("all four flags were turned on");
        }
        return new Suspicion.On(
                new Target(
                        change.account(),
                        change.region(),
                        // AWS has no ARN for it; this one is ours.
                        "arn:"
                                + partition(change.region())
                                + ":s3::"
                                + change.account()
                                + ":account",
                        "account " + change.account()));
    }

    private static PublicAccessBlock given(Node request) {
        return PublicAccessBlock.of(request.at("PublicAccessBlockConfiguration"));
    }

    /** A read that shows it weakened is believed at once. */
    @Override
    public boolean contradicts(Change change, @Nullable AccountState state) {
        return state == null || state.inForce().complete();
    }

    @Override
    public Verdict judge(AccountState state, Instant now) {
        PublicAccessBlock block = state.inForce();
        if (block.complete()) {
            return new Verdict.Compliant(
                    "The public access block of account %s is complete."
                            .formatted(state.account()));
        }
        List<String> what = new ArrayList<>();
        String counts = which(!block.restrictPublicBuckets(), !block.ignorePublicAcls());
        if (!counts.isEmpty()) {
            what.add(
                    "anyone on the internet can get into a bucket whose %s says so"
                            .formatted(counts));
        }
        String taken = which(!block.blockPublicPolicy(), !block.blockPublicAcls());
        if (!taken.isEmpty()) {
            what.add("whoever may write a bucket's %s can make it public".formatted(taken));
        }
        return new Verdict.Violating(
                "In account %s, %s, unless the bucket has a public access block of its own. %s"
                        .formatted(
                                state.account(),
                                String.join(", and ", what),
                                state.block() == null
                                        ? "The account has none any more."
                                        : "Of the account's, %s %s off."
                                                .formatted(
                                                        named(block.off()),
                                                        block.off().size() == 1 ? "is" : "are")),
                Severity.HIGH,
                null);
    }

    private static String which(boolean policy, boolean acl) {
        return policy && acl ? "policy or ACL" : policy ? "policy" : acl ? "ACL" : "";
    }

    private static String named(List<String> flags) {
        return flags.size() == PublicAccessBlock.FLAGS.size() ? "all four flags" : listed(flags);
    }

    private static String listed(List<String> parts) {
        return parts.size() < 2
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
    }

    @Override
    public Optional<String> spared(AccountState state, Options options) {
        String home = options.text(HOME_REGION);
        if (!home.isEmpty() && !home.equals(state.region())) {
            return Optional.of("the settings leave it to " + home);
        }
        return options.texts(KEEP_ON).stream().allMatch(state.inForce()::has)
                ? Optional.of("all flags that the settings want on are on")
                : Optional.empty();
    }

    @Override
    public List<Remedy> remedies(AccountState state, Options options, Instant now) {
        List<String> wanted = options.texts(KEEP_ON);
        Map<String, @Nullable String> after = new LinkedHashMap<>();
        List<String> turned = new ArrayList<>();
        for (String flag : PublicAccessBlock.FLAGS) {
            boolean on = state.inForce().has(flag);
            if (!on && wanted.contains(flag)) {
                turned.add(flag);
            }
            after.put(flag, Boolean.toString(on || wanted.contains(flag)));
        }
        PublicAccessBlock goal = PublicAccessBlock.of(after);
        if (turned.isEmpty() || goal == null) {
            return List.of();
        }
        String block = " of the account's public access block";
        return List.of(
                new Remedy(
                        "turn on " + named(turned) + block,
                        "Turned on " + named(turned) + block + ".",
                        PublicAccessBlock.fields(state.block()),
                        after,
                        true,
                        "every bucket and access point of account %s that is meant to be public would be closed, websites and downloads included; CloudTrail does not say what was on before, so what the settings want on is turned on."
                                .formatted(state.account()),
                        List.of(
                                "aws s3control put-public-access-block --account-id %s --public-access-block-configuration %s"
                                        .formatted(state.account(), goal.shorthand())),
                        "nothing: CloudFormation has no resource for it",
                        "an aws_s3_account_public_access_block with block_public_acls, ignore_public_acls, block_public_policy and restrict_public_buckets = true"));
    }

    @Override
    public Map<String, @Nullable String> chosen(Change change) {
        return Map.of();
    }

    private static Optional<String> flags(Node value) {
        List<String> flags = value.texts();
        return value.isList()
                        && !flags.isEmpty()
                        && flags.size() == value.items().size()
                        && PublicAccessBlock.FLAGS.containsAll(flags)
                ? Optional.empty()
                : Optional.of("must be a list of some of " + PublicAccessBlock.FLAGS);
    }

    private static Optional<String> region(Node value) {
        return value.isText() && REGION.matcher(value.textOr("")).matches()
                ? Optional.empty()
                : Optional.of("must be a Region, such as eu-west-1, or empty");
    }

    private static String partition(String region) {
        return region.startsWith("cn-")
                ? "aws-cn"
                : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
