package dev.amends.restore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * What one environment did: while it was primed, and with one sample after the other once it was
 * restored.
 *
 * @param aws what reached AWS before the restore
 * @param slack what reached Slack before the restore
 * @param credentials what asked for credentials before the restore
 * @param credentialsAfter what asked for them since
 * @param written the files that are there since it started
 * @param first the classes of the first event
 * @param classes those of each sample, beyond what the samples before it had loaded
 * @param astray samples that did not end as they should, with what the function printed
 * @param usedJars the jars of which a class was loaded, in priming or by any sample
 * @param said what the function printed before the restore
 */
record Restored(
        Traffic aws,
        Traffic slack,
        Traffic credentials,
        Traffic credentialsAfter,
        SortedMap<String, Long> written,
        List<String> first,
        Map<Sample, List<String>> classes,
        Map<Sample, String> astray,
        Set<String> usedJars,
        String said) {

    static Restored of(Lab lab, Function function) throws Exception {
        World world = lab.world();
        Traffic aws = world.aws().traffic();
        Traffic slack = world.slack().traffic();
        Traffic credentials = world.credentials().traffic();
        try (Environment environment = new Environment(lab, function, Mode.PRIMED, true)) {
            environment.awaitReady();
            Traffic awsBefore = world.aws().traffic().since(aws);
            Traffic slackBefore = world.slack().traffic().since(slack);
            Traffic asked = world.credentials().traffic();
            SortedMap<String, Long> written = environment.files();
            String said = environment.said();
            environment.restore();
            Map<Sample, List<String>> classes = new LinkedHashMap<>();
            Map<Sample, String> astray = new LinkedHashMap<>();
            List<String> first = new ArrayList<>();
            for (Sample sample : Samples.of(function)) {
                world.answers(sample.answers().get());
                int already = environment.said().length();
                RuntimeApi.Result result =
                        environment.invoke("event-" + classes.size(), sample.payload().get());
                List<String> loaded = environment.lastClasses(result.classes());
                if (classes.isEmpty()) {
                    first.addAll(loaded);
                }
                classes.put(sample, loaded);
                String lines = environment.said().substring(already);
                if (!lines.contains(sample.expect())) {
                    astray.put(sample, lines + "answer: " + result.body());
                }
            }
            return new Restored(
                    awsBefore,
                    slackBefore,
                    asked.since(credentials),
                    world.credentials().traffic().since(asked),
                    written,
                    first,
                    classes,
                    astray,
                    environment.usedJars(),
                    said);
        }
    }

    /** The classes of all samples together; at least as many as any of them alone. */
    List<String> together() {
        return classes.entrySet().stream()
                .filter(entry -> !entry.getKey().failsInvocation())
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }
}
