package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import dev.amends.rehearse.Rehearsal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/**
 * Fetches the event history of an account and Region, one kind of call after the other and page by
 * page, each page a file: what was broken off goes on where it was. At the end all of it is one
 * file, oldest first.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html">CloudTrail,
 *     LookupEvents</a>: 90 days, 50 events a call, two calls a second for an account and Region
 */
final class EventHistory {
    /** So far back the event history goes. */
    static final int DAYS = 90;

    private static final int PAGE = 50;

    /** A little more than half a second. */
    private static final Duration PACE = Duration.ofMillis(550);

    /** So many pages between two lines of progress. */
    private static final int SHOWN = 10;

    private static final String RECORDS = "records.jsonl";
    private static final String RANGE = "range";

    private final World world;
    private final CloudTrailClient cloudTrail;
    private final String account;
    private final String region;
    private final int days;
    private final Path folder;

    /**
     * Gets ready.
     *
     * @param into where to keep it; null for the cache folder
     */
    EventHistory(World world, Aws aws, int days, @Nullable Path into) {
        this.world = world;
        this.cloudTrail = aws.cloudTrail();
        this.account = aws.sts().getCallerIdentity().account();
        this.region = String.valueOf(cloudTrail.serviceClientConfiguration().region());
        this.days = days;
        this.folder = into == null ? cache().resolve(account + "-" + region) : into;
    }

    private static Path cache() {
        String given = System.getenv("XDG_CACHE_HOME");
        Path base =
                given == null || given.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(given);
        return base.resolve("amends").resolve("rehearse");
    }

    /** What it is, for people. */
    String source() {
        return "the event history of account %s in %s".formatted(account, region);
    }

    /** Fetches what is missing; the file with all of it. */
    Path fetch() throws Cannot {
        try {
            Range range = range();
            Set<String> names = new TreeSet<>();
            Rehearsal.events(world.guardrails()).values().forEach(names::addAll);
            int left = names.size();
            for (String name : names) {
                progress("%s: %d kinds of calls left".formatted(name, left--));
                pages(name, range);
            }
            Path merged = merged(names);
            progress("kept in %s; to play it again: --files %s".formatted(merged, merged));
            return merged;
        } catch (IOException e) {
            throw Cannot.because("the history cannot be kept in %s: %s".formatted(folder, e));
        }
    }

    private void progress(String line) {
        world.err().println("amends: " + line);
        world.err().flush();
    }

    /** From when until when; that of the fetch which was broken off, if one was. */
    private record Range(Instant from, Instant to) {}

    private Range range() throws IOException {
        Path file = folder.resolve(RANGE);
        if (Files.exists(file) && !Files.exists(folder.resolve(RECORDS))) {
            String[] kept = Files.readString(file).strip().split(" ", 3);
            try {
                if (kept.length == 3 && kept[2].equals(what())) {
                    progress("going on with the fetch of " + kept[1]);
                    return new Range(Instant.parse(kept[0]), Instant.parse(kept[1]));
                }
            } catch (DateTimeParseException e) {
                progress("starting again: " + file + " is not ours");
            }
        }
        clear();
        Instant to = world.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        Range range = new Range(to.minus(Duration.ofDays(days)), to);
        Files.createDirectories(folder);
        Files.writeString(file, "%s %s %s\n".formatted(range.from(), range.to(), what()));
        return range;
    }

    /** What is fetched; a folder may hold what was broken off of something else. */
    private String what() {
        return "%d days of %s in %s".formatted(days, account, region);
    }

    /** Takes away what an earlier fetch left, and nothing else. */
    private void clear() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Path each : all.toList()) {
                String name = String.valueOf(each.getFileName());
                if (name.equals(RECORDS)
                        || name.equals(RANGE)
                        || name.matches("\\w+\\.(\\d+|done)")) {
                    Files.delete(each);
                }
            }
        }
    }

    private void pages(String name, Range range) throws IOException {
        Path done = folder.resolve(name + ".done");
        if (Files.exists(done)) {
            return;
        }
        int page = count(name);
        Instant end = page == 0 ? range.to() : oldest(folder.resolve(name + "." + (page - 1)));
        String token = null;
        do {
            LookupEventsRequest.Builder request =
                    LookupEventsRequest.builder()
                            .maxResults(PAGE)
                            .startTime(range.from())
                            .endTime(end)
                            .lookupAttributes(
                                    LookupAttribute.builder()
                                            .attributeKey(LookupAttributeKey.EVENT_NAME)
                                            .attributeValue(name)
                                            .build());
            if (token != null) {
                request.nextToken(token);
            }
            LookupEventsResponse answer = cloudTrail.lookupEvents(request.build());
            if (!answer.events().isEmpty()) {
                keep(folder.resolve(name + "." + page++), answer.events());
                if (page % SHOWN == 0) {
                    progress(
                            "%s: %,d records, back to %s"
                                    .formatted(
                                            name,
                                            page * PAGE,
                                            answer.events().getLast().eventTime()));
                }
            }
            token = answer.nextToken();
            world.pause().accept(PACE);
        } while (token != null && !token.isEmpty());
        Files.writeString(done, "");
    }

    private int count(String name) {
        int count = 0;
        while (Files.exists(folder.resolve(name + "." + count))) {
            count++;
        }
        return count;
    }

    /** In one piece: a page that is there is whole. */
    private static void keep(Path file, List<Event> events) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Event event : events) {
            lines.append(String.valueOf(event.cloudTrailEvent()).replace('\n', ' ')).append('\n');
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, lines);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Instant oldest(Path page) throws IOException {
        List<String> lines = Files.readAllLines(page);
        // The second that was broken off in is asked for again; records that come twice are known.
        return lines.isEmpty() ? Instant.EPOCH : time(lines.getLast());
    }

    private static Instant time(String record) {
        try {
            return Instant.parse(Node.parse(record).textOr("", "eventTime"));
        } catch (BadJson | DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /** The pages of one kind of call, oldest first, one page in memory at a time. */
    private final class Backwards {
        private final String name;
        private int page;
        private List<String> lines = List.of();
        private int next;
        private Instant at = Instant.EPOCH;

        Backwards(String name) throws IOException {
            this.name = name;
            this.page = count(name);
            advance();
        }

        /** Goes on to the next record; whether there is one. */
        boolean advance() throws IOException {
            next++;
            while (next >= lines.size()) {
                if (page == 0) {
                    return false;
                }
                lines = new ArrayList<>(Files.readAllLines(folder.resolve(name + "." + --page)));
                Collections.reverse(lines);
                next = 0;
            }
            at = time(record());
            return true;
        }

        boolean ended() {
            return next >= lines.size();
        }

        String record() {
            return lines.get(next);
        }

        /** When the record was made; asked for whenever the queue sorts. */
        Instant at() {
            return at;
        }
    }

    private Path merged(Set<String> names) throws IOException {
        PriorityQueue<Backwards> sources =
                new PriorityQueue<>(
                        Comparator.comparing(Backwards::at).thenComparing(each -> each.name));
        for (String name : names) {
            Backwards source = new Backwards(name);
            if (!source.ended()) {
                sources.add(source);
            }
        }
        Path records = folder.resolve(RECORDS);
        Path part = folder.resolve(RECORDS + ".part");
        try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
            while (!sources.isEmpty()) {
                Backwards first = sources.remove();
                out.write(first.record());
                out.newLine();
                if (first.advance()) {
                    sources.add(first);
                }
            }
        }
        Files.move(part, records, StandardCopyOption.REPLACE_EXISTING);
        for (String name : names) {
            for (int page = count(name) - 1; page >= 0; page--) {
                Files.delete(folder.resolve(name + "." + page));
            }
            Files.deleteIfExists(folder.resolve(name + ".done"));
        }
        return records;
    }
}
