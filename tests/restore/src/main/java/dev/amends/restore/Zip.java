package dev.amends.restore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A function as it is deployed. */
record Zip(String name, Path file) {

    /**
     * A function's package.
     *
     * @param functions the repository's folder of functions
     */
    static Zip of(String name, Path functions) {
        Path file = functions.resolve(name).resolve("target").resolve(name + ".zip");
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException("no package yet; `mvn verify` makes it: " + name);
        }
        return new Zip(name, file);
    }

    long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the libraries in it. */
    Set<String> jars() throws IOException {
        Set<String> jars = new TreeSet<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".jar"))
                    .forEach(name -> jars.add(name.substring(name.lastIndexOf('/') + 1)));
        }
        return jars;
    }

    /** Unpacks it as Lambda does. */
    void unpack(Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                Path target = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                }
            }
        }
    }
}
