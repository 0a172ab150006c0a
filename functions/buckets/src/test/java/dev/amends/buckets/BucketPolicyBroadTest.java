package dev.amends.buckets;

import dev.amends.core.json.Node;
import dev.amends.policy.Setting;
import dev.amends.testkit.GuardrailContract;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The samples in {@code src/test/resources/bucket-policy-broad}. */
class BucketPolicyBroadTest extends GuardrailContract<BucketState> {
    BucketPolicyBroadTest() {
        super(new BucketPolicyBroad());
    }

    @Override
    protected BucketState state(Node json) {
        Node policy = json.at("policy");
        Node block = json.at("block");
        Set<PublicGrant> acl = new TreeSet<>();
        json.at("acl")
                .texts()
                .forEach(grant -> {
                    String[] parts = grant.split(" ", 2);
                    acl.add(new PublicGrant(parts[0].equals("AllUsers"), parts[1]));
                });
        return new BucketState(
                Setting.bucket(
                        json.textOr("orders-bucket", "name"),
                        "111122223333",
                        json.textOr("aws", "partition")),
                block.isObject() ? PublicAccessBlock.of(block) : null,
                PublicAccessBlock.of(json.at("account")),
                policy.isText() ? policy.textOr("") : policy.exists() ? policy.toString() : null,
                json.at("acl").exists() ? acl : null,
                json.at("website").exists()
                        ? Boolean.valueOf(json.at("website").toString())
                        : null);
    }

    @Override
    protected BucketState with(BucketState state, Map<String, String> fields) {
        return state.with(PublicAccessBlock.of(fields));
    }
}
