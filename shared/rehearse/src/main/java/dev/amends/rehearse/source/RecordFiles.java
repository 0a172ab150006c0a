package dev.amends.rehearse.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Records in files: CloudTrail's own ({@code Records}), what {@code aws cloudtrail lookup-events}
 * prints ({@code Events}), EventBridge envelopes, a list of any of these, or one a line; each of it
 * compressed with gzip or not. They are streamed, so a file may be of any size.
 */
public final class RecordFiles {
    /** Folders below one that is named. */
    private static final int DEPTH = 20;

    private static final List<String> NAMES =
            List.of(".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz");

    /** CloudTrail's names: account, Region, minute, something unique. */
    private static final Pattern MINUTE = Pattern.compile("_(\\d{8}T\\d{4}Z)_");

    /**
     * The order in which files are to be read: by the minute that CloudTrail puts into a name,
     * whatever account and Region come before it; others by their names.
     */
    public static final Comparator<Path> BY_TIME =
            Comparator.comparing(RecordFiles::minute)
                    .thenComparing(file -> String.valueOf(file.getFileName()))
                    .thenComparing(file -> file);

    private static final JSON STRICT =
            JSON.builder(
                            JsonFactory.builder()
                                    .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, true)
                                    .build())
                    .build();

    private final Consumer<Node> records;
    private final List<String> troubles = new ArrayList<>();
    private int files;

    /**
     * Reads files one after the other.
     *
     * @param records takes each record, and whatever else stands in the place of one
     */
    public RecordFiles(Consumer<Node> records) {
        this.records = records;
    }

    /**
     * The files that are meant, in the order in which they are to be read.
     *
     * @param what a file, a folder or a pattern such as {@code trail/*.json.gz}
     */
    public static List<Path> find(String what) throws IOException {
        Path path = Path.of(what);
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (Files.isDirectory(path)) {
            return walk(path, RecordFiles::named);
        }
        int star = what.indexOf('*');
        if (star < 0) {
            return List.of();
        }
        int slash = what.lastIndexOf('/', star);
        Path base = Path.of(slash < 0 ? "." : slash == 0 ? "/" : what.substring(0, slash));
        PathMatcher pattern =
                FileSystems.getDefault().getPathMatcher("glob:" + (slash < 0 ? "./" + what : what));
        return Files.isDirectory(base) ? walk(base, pattern::matches) : List.of();
    }

    private static List<Path> walk(Path base, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> all = Files.walk(base, DEPTH)) {
            return all.filter(Files::isRegularFile).filter(wanted).sorted(BY_TIME).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String minute(Path file) {
        Matcher minute = MINUTE.matcher(String.valueOf(file.getFileName()));
        return minute.find() ? minute.group(1) : "";
    }

    private static boolean named(Path file) {
        String name = String.valueOf(file.getFileName());
        return NAMES.stream().anyMatch(name::endsWith);
    }

    /** What could not be read, for people: the file, why, and how many records came before. */
    public List<String> troubles() {
        return List.copyOf(troubles);
    }

    /** How many files were read, also in part. */
    public int files() {
        return files;
    }

    /** Reads one; what is wrong with it is noted, and ends it. */
    public void read(Path file) {
        files++;
        long[] count = {0};
        Consumer<Node> counted =
                record -> {
                    count[0]++;
                    records.accept(record);
                };
        try (InputStream in = open(file)) {
            String name = String.valueOf(file.getFileName()).replaceFirst("\\.gz$", "");
            if (name.endsWith("l") || name.endsWith(".ndjson")) {
                lines(file, in, counted);
            } else {
                documents(in, counted);
            }
        } catch (IOException e) {
            troubles.add(
                    "%s: %s, after %,d records"
                            .formatted(
                                    file,
                                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                                    count[0]));
        }
    }

    /** By its first bytes, not by its name. */
    private static InputStream open(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? new BufferedInputStream(new GZIPInputStream(in), 1 << 16) : in;
    }

    /** A broken line does not end the others. */
    private void lines(Path file, InputStream in, Consumer<Node> each) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                record(Node.parse(line), each);
            } catch (BadJson e) {
                troubles.add("%s, line %d: %s".formatted(file, number, e.getMessage()));
            }
        }
    }

    private void documents(InputStream in, Consumer<Node> each) throws IOException {
        try (JsonParser parser = STRICT.getStreamingFactory().createParser(in)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    items(parser, each);
                } else if (token == JsonToken.START_OBJECT) {
                    object(parser, each);
                } else {
                    throw new IOException("it is no object and no list");
                }
            }
        }
    }

    private void items(JsonParser parser, Consumer<Node> each) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            record(Node.of(STRICT.anyFrom(parser)), each);
        }
    }

    /** What holds records is streamed; anything else is one itself. */
    private void object(JsonParser parser, Consumer<Node> each) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        boolean holds = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == null) {
                throw new IOException("it is cut off");
            }
            if (value == JsonToken.START_ARRAY
                    && (name.equals("Records") || name.equals("Events"))) {
                holds = true;
                items(parser, each);
            } else {
                fields.put(name, STRICT.anyFrom(parser));
            }
        }
        if (!holds) {
            record(Node.of(fields), each);
        }
    }

    /** CloudTrail's lookup wraps each record as a text. */
    private void record(Node found, Consumer<Node> each) {
        String text = found.text("CloudTrailEvent");
        if (text == null) {
            each.accept(found);
            return;
        }
        try {
            each.accept(Node.parse(text));
        } catch (BadJson e) {
            each.accept(found);
        }
    }
}
