package dev.amends.slackout;

import dev.amends.core.lambda.FunctionEntry;
import java.util.List;
import java.util.Map;

/** Lambda's entry to what draws cards. */
public final class SlackOutHandler extends FunctionEntry {
    public SlackOutHandler() {
        super(
                clients -> DaggerSlackOutComponent.factory().create(clients).slackOut(),
                new Priming(List.of(), Map.of()));
    }
}
