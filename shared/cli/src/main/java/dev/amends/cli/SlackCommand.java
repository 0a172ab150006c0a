package dev.amends.cli;

import picocli.CommandLine.Command;

@Command(
        name = "slack",
        description = "Helps to set up the Slack app.",
        synopsisSubcommandLabel = "COMMAND")
final class SlackCommand {}
