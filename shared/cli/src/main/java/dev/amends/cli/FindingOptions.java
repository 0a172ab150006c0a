package dev.amends.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which findings are meant; the same for every command that only decides about named ones. */
final class FindingOptions {
    @Parameters(
            arity = "1..*",
            paramLabel = "FINDING",
            description = "Ids as 'amends findings' prints them, or ARNs of resources.")
    List<String> findings = new ArrayList<>();

    @Option(
            names = "--guardrail",
            paramLabel = "ID",
            description = "Whose finding is meant, where an ARN has several.")
    @Nullable String guardrail;
}
