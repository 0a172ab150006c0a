package dev.amends.restore;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The sizes of the packages as they were accepted last. */
final class Sizes {
    /** How much a package may grow before somebody has to say that it may: a library is more. */
    static final double GROWTH = 0.03;

    private static final String FILE = "package-sizes.properties";

    private final Properties sizes = new Properties();

    static Sizes of(Path module) throws IOException {
        Sizes known = new Sizes();
        Path file = module.resolve(FILE);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                known.sizes.load(reader);
            }
        }
        return known;
    }

    /** Bytes; 0 when the package is new. */
    long of(Function function) {
        return Long.parseLong(sizes.getProperty(function.id(), "0"));
    }

    long most(Function function) {
        return Math.round(of(function) * (1 + GROWTH));
    }

    /** Accepts the sizes as they are. */
    static void accept(Lab lab, Path module) throws IOException {
        StringBuilder text =
                new StringBuilder(
                        "# Bytes of each package. `tests/restore/run sizes` writes this.\n");
        for (Function function : Function.values()) {
            text.append(function.id())
                    .append('=')
                    .append(lab.packaged(function).size())
                    .append('\n');
        }
        Files.writeString(module.resolve(FILE), text, StandardCharsets.UTF_8);
    }
}
