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
                    "the SDK's signer names it, for services that stream events; 9 kB");

    private Unused() {}
}
