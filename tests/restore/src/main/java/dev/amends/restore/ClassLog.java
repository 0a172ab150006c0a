package dev.amends.restore;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The classes a JVM has loaded, from its own log ({@code -Xlog:class+load}). Unlike an agent, it
 * loads nothing itself; the JVM writes each line before it goes on.
 */
final class ClassLog {
    private final Path file;
    private final List<String> names = new ArrayList<>();
    private final Set<String> jars = new TreeSet<>();
    private long read;

    ClassLog(Path file) {
        this.file = file;
    }

    /** The JVM's argument. */
    String argument() {
        return "-Xlog:class+load=info:file=" + file + "::filecount=0";
    }

    /** How many so far. */
    synchronized int count() {
        if (!Files.exists(file)) {
            return 0;
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(read);
            byte[] fresh = new byte[Math.toIntExact(log.length() - read)];
            log.readFully(fresh);
            String text = new String(fresh, StandardCharsets.UTF_8);
            int whole = text.lastIndexOf('\n') + 1;
            text.substring(0, whole).lines().forEach(this::add);
            read += text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length;
            return names.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those between two counts. */
    synchronized List<String> between(int from, int to) {
        return List.copyOf(names.subList(from, to));
    }

    /** The names of the jars that classes came from so far. */
    synchronized Set<String> jars() {
        return Set.copyOf(jars);
    }

    private void add(String line) {
        names.add(name(line));
        if (line.endsWith(".jar")) {
            jars.add(line.substring(line.lastIndexOf('/') + 1));
        }
    }

    /** {@code [0.123s][info][class,load] name source: …}; hidden classes count as well. */
    private static String name(String line) {
        String text = line.substring(line.lastIndexOf("] ") + 2);
        int end = text.indexOf(" source:");
        return end < 0 ? text : text.substring(0, end);
    }
}
