package dev.amends.restore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prints the classes that each sample loads after a restore: where priming still falls short. */
public final class Explore {
    private Explore() {}

    /** A function's name, or none for all; {@code --unprimed} for the other way. */
    public static void main(String[] arguments) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(arguments));
        Mode mode = wanted.remove("--unprimed") ? Mode.UNPRIMED : Mode.PRIMED;
        try (Lab lab = new Lab(Path.of("tests/restore"))) {
            for (Function function : Function.values()) {
                if (!wanted.isEmpty() && !wanted.contains(function.id())) {
                    continue;
                }
                for (Sample sample : Samples.of(function)) {
                    First first = First.of(lab, sample, mode);
                    System.out.println(
                            first.classes().size()
                                    + "\t"
                                    + sample
                                    + "\t"
                                    + first.asExpected()
                                    + "\tready after "
                                    + first.readyMillis());
                    if (mode == Mode.PRIMED) {
                        first.classes().forEach(name -> System.out.println("\t\t" + name));
                    }
                    if (!first.asExpected()) {
                        System.out.println(first.said());
                    }
                }
            }
        }
    }
}
