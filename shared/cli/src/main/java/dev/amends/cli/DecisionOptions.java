package dev.amends.cli;

import picocli.CommandLine.Option;

/** Asked or not, watched or not; the same options for every command that decides. */
final class DecisionOptions {
    @Option(names = "--yes", description = "Do not ask before deciding.")
    boolean yes;

    @Option(
            names = "--no-wait",
            description =
                    "Do not wait up to 60 s for the guardrail's function to carry it out and say what came of it.")
    boolean noWait;
}
