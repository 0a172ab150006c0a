package dev.amends.restore;

import java.util.List;

/**
 * The first event after a restore.
 *
 * @param classes that it loaded
 * @param asExpected whether it went the way its sample is about
 * @param said what the function printed, hook included
 */
record First(Sample sample, List<String> classes, boolean asExpected, String said) {

    static First of(Lab lab, Sample sample, Mode mode) throws Exception {
        lab.world().answers(sample.answers().get());
        try (Environment environment = new Environment(lab, sample.function(), mode, true)) {
            environment.awaitReady();
            environment.restore();
            RuntimeApi.Result result = environment.invoke("first", sample.payload().get());
            List<String> classes = environment.lastClasses(result.classes());
            String said = environment.said();
            return new First(
                    sample,
                    classes,
                    said.contains(sample.expect()),
                    said + "answer: " + result.body());
        }
    }
}
