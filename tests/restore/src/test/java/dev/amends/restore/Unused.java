package dev.amends.restore;

import java.util.Map;

/** Libraries of which no class is ever loaded, and why they are packaged all the same. */
final class Unused {
    static final Map<String, String> REASONS =
            Map.of(
                    "annotations",
                    "marks on the SDK's classes; 13 kB",
                    "jspecify",
                    "marks on Dagger's classes; 3 kB",
                    "eventstream",
                    "the SDK's signer names it, for services that stream events; 30 kB",
                    "http-auth-aws-eventstream",
                    "the SDK's signer names it, for services that stream events; 9 kB",
                    "arns",
                    "S3's client takes the ARN of an access point for a bucket's name with it; 16 kB",
                    "crt-core",
                    "S3's client names it, for checksums by AWS's native library; 18 kB");

    private Unused() {}
}
