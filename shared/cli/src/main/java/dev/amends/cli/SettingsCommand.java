package dev.amends.cli;

import picocli.CommandLine.Command;

@Command(
        name = "settings",
        description = "Checks, shows and applies what the guardrails may do.",
        synopsisSubcommandLabel = "COMMAND")
final class SettingsCommand {}
