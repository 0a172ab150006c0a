package dev.amends.tests.matrix;

import dev.amends.tests.matrix.Ending.Result;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One run: a fault at one call of one scenario.
 *
 * @param site the call, see {@link Call#site}
 */
record Cell(Scenario scenario, String site, Fault fault, Plan.Span span) {
    /** The services whose last word about a resource is to be told, and not to be waited out. */
    private static final List<String> OF_RESOURCES =
            List.of("logs", "s3", "lambda", "apigateway", "cloudformation");

    /** Calls that cannot be told to be the same one again: neither Slack nor SNS takes a token. */
    private static final List<String> AT_LEAST_ONCE =
            List.of("slack.chat.postMessage", "sns.Publish");

    /**
     * What a run came to.
     *
     * @param struck whether the fault ever struck
     * @param dead how many messages went to the dead letters on the way
     * @param refused how many presses were not taken on the way
     */
    record Outcome(Result result, boolean struck, int dead, int refused, Ending ending) {
        /** One letter for the page. */
        char letter() {
            if (!struck) {
                return '·';
            }
            return switch (result) {
                case SAME -> dead > 0 ? 'D' : refused > 0 ? 'P' : '=';
                case TOLD -> 'T';
                case GONE -> 'G';
                case LIE -> 'L';
                case LOST -> 'X';
                case TWICE -> '2';
                case STUCK -> 'S';
            };
        }
    }

    /**
     * What may come of it, fixed before any run. What passes leaves no trace once it is over, and
     * so does what is wrong with a queue, a topic, a secret or Slack. AWS's last word about a
     * resource is told, and a ledger that may not be read for good is told, too. Whether a post
     * came through whose answer was lost nobody can know; then it is made again.
     */
    Set<Result> expected() {
        Set<Result> expected = EnumSet.of(Result.SAME);
        String call = site.split(" ", 3)[1];
        if (!fault.passes() && OF_RESOURCES.contains(call.split("\\.", 2)[0])) {
            expected.add(Result.TOLD);
            if (fault == Fault.NOT_FOUND) {
                expected.add(Result.GONE);
            }
        }
        if (!fault.passes() && call.startsWith("dynamodb.")) {
            expected.add(Result.TOLD);
        }
        if (fault.losesTheAnswer() && AT_LEAST_ONCE.contains(call)) {
            expected.add(Result.TWICE);
        }
        if (fault == Fault.TRUNCATED && call.equals("s3.GetBucketPolicy")) {
            // S3 hands the policy's text over as it comes: one that broke off is told to be none.
            expected.add(Result.TOLD);
        }
        if (fault == Fault.NOT_FOUND && call.equals("slack.chat.update")) {
            // Slack says that somebody has deleted the card.
            expected.add(Result.TWICE);
        }
        return expected;
    }

    /** Runs it to its end. */
    Outcome run(Bench bench, Ending without) {
        Plan plan = new Plan(site, fault, span);
        bench.fresh();
        bench.trouble = plan;
        scenario.play(bench);
        bench.settle();
        Ending ending = Ending.of(bench);
        return new Outcome(
                result(ending, without, bench.world),
                plan.hits() > 0,
                bench.redriven,
                bench.refused,
                ending);
    }

    private Result result(Ending ending, Ending without, World resources) {
        Result result = ending.against(without, scenario, resources);
        boolean said = result == Result.TOLD || result == Result.LOST;
        if (said && fault == Fault.NOT_FOUND && ending.gone()) {
            return Result.GONE;
        }
        // A digest names what was open that day, and not what was brought back after it. But if
        // only the keeper has failed, it must come.
        boolean missing = site.startsWith("keeper") && ending.digests() < without.digests();
        return missing ? Result.LOST : result;
    }

    @Override
    public String toString() {
        return scenario + " · " + site + " · " + fault + " · " + span;
    }
}
