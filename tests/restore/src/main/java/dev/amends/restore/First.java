package dev.amends.restore;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The first event after a restore.
 *
 * @param classes that it loaded
 * @param asExpected whether it went the way its sample is about
 * @param readyMillis from the start of the process until its snapshot could be taken
 * @param said what the function printed, hook included
 */
record First(
        Sample sample, List<String> classes, boolean asExpected, long readyMillis, String said) {

    static First of(Lab lab, Sample sample, Mode mode) throws Exception {
        lab.world().answers(sample.answers().get());
        try (Environment environment = new Environment(lab, sample.function(), mode, true)) {
            long began = System.nanoTime();
            environment.awaitReady();
            long ready = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            environment.restore();
            RuntimeApi.Result result = environment.invoke("first", sample.payload().get());
            List<String> classes = environment.lastClasses(result.classes());
            String said = environment.said();
            return new First(
                    sample,
                    classes,
                    said.contains(sample.expect()),
                    ready,
                    said + "answer: " + result.body());
        }
    }
}
