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
                case LIE -> 'L';
                case LOST -> 'X';
                case TWICE -> '2';
                case STUCK -> 'S';
            };
        }
    }

    /**
     * What may come of it, fixed before any run: what passes leaves no trace once it is over, and
     * so does what is wrong with the ledger, a queue, a topic, a secret or Slack. What AWS says for
     * good about a resource is told.
     */
    Set<Result> expected() {
        String service = site.split(" ", 2)[1].split("\\.", 2)[0];
        return !fault.passes() && OF_RESOURCES.contains(service)
                ? EnumSet.of(Result.SAME, Result.TOLD)
                : EnumSet.of(Result.SAME);
    }

    /** Runs it to its end. */
    Outcome run(Bench bench, Ending without) {
        Plan plan = new Plan(site, fault, span);
        bench.fresh(Scenario.START, Scenario.SETTINGS);
        bench.plan = plan;
        scenario.play(bench);
        bench.settle();
        int dead = bench.dead.size();
        if (dead > 0) {
            bench.redrive();
            bench.settle();
            // A person who waited for it in vain finds it now.
            scenario.goOn(bench);
            bench.settle();
        }
        Ending ending = Ending.of(bench);
        return new Outcome(
                ending.against(without, scenario, bench.world),
                plan.hits() > 0,
                dead,
                bench.refused,
                ending);
    }

    @Override
    public String toString() {
        return scenario + " · " + site + " · " + fault + " · " + span;
    }
}
