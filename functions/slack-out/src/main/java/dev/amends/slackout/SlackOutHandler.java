package dev.amends.slackout;

import dev.amends.core.lambda.FunctionEntry;

/** Lambda's entry to what draws cards. */
public final class SlackOutHandler extends FunctionEntry {
    public SlackOutHandler() {
        super(clients -> DaggerSlackOutComponent.factory().create(clients).slackOut());
    }
}
