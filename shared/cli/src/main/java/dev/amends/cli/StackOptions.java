package dev.amends.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which installation is meant; the same options for every command that talks to AWS. */
final class StackOptions {
    @Option(
            names = "--stack",
            paramLabel = "NAME",
            defaultValue = "amends",
            description = "The CloudFormation stack Amends was deployed as (default: amends).")
    String stack = "amends";

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The Region it is in (default: as your AWS profile or AWS_REGION says).")
    @Nullable String region;

    /** The AWS services of that Region. */
    Aws aws(World world) {
        return world.aws().apply(region);
    }
}
