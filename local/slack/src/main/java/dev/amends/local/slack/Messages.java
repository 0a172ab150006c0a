package dev.amends.local.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All messages of the workspace, in a file too when there is one. */
final class Messages {

    private final InstantSource clock;
    private final @Nullable Path file;

    /** By ts: it is unique in the workspace here, and its order as text is that of time. */
    private final NavigableMap<String, Message> messages = new TreeMap<>();

    private long lastMicros;
    private long revision;

    Messages(InstantSource clock, @Nullable Path file) throws IOException {
        this.clock = clock;
        this.file = file == null ? null : file.toAbsolutePath();
        // Not 0: a page left open over a restart must see that its number means nothing any more.
        this.revision = clock.millis();
        if (this.file != null) {
            Files.createDirectories(parent(this.file));
            if (Files.exists(this.file)) {
                read(this.file);
            }
        }
    }

    synchronized Message add(
            String channel, String threadTs, String user, String text, ArrayNode blocks) {
        Message message =
                new Message(channel, nextTs(), threadTs, user, text, blocks, "", List.of());
        messages.put(message.ts(), message);
        changed();
        return message;
    }

    synchronized Optional<Message> find(String channel, String ts) {
        return Optional.ofNullable(messages.get(ts)).filter(m -> m.channel().equals(channel));
    }

    /**
     * Changes a message that {@link #find} found; it may have gone meanwhile. Blocks that are not
     * mentioned stay as they were; [] takes them away (python-slack-sdk issue 523: "nothing
     * happens" when only the text of a message with blocks is updated).
     */
    synchronized Optional<Message> change(Message message, Content content) {
        Message now =
                messages.computeIfPresent(
                        message.ts(),
                        (ts, old) ->
                                old.changed(
                                        content.text(),
                                        content.blocks().orElse(old.blocks()),
                                        nextTs()));
        if (now != null) {
            changed();
        }
        return Optional.ofNullable(now);
    }

    synchronized void delete(Message message) {
        if (messages.remove(message.ts()) != null) {
            changed();
        }
    }

    /** The thread a ts stands for: a reply to a reply belongs to that of the first message. */
    String thread(String channel, String ts) {
        Message parent = find(channel, ts).orElseThrow(() -> new Refused("thread_not_found"));
        return parent.threadTs().isEmpty() ? parent.ts() : parent.threadTs();
    }

    synchronized List<Message> all() {
        return new ArrayList<>(messages.values());
    }

    synchronized void clear() {
        messages.clear();
        changed();
    }

    /** Something else that the page shows has changed. */
    synchronized void touch() {
        revision++;
    }

    /** A number that grows with every change. */
    synchronized long revision() {
        return revision;
    }

    /** The present moment as a ts that no message has. */
    synchronized String nextTs() {
        Instant now = clock.instant();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        lastMicros = Math.max(micros, lastMicros + 100);
        return String.format(
                Locale.ROOT, "%d.%06d", lastMicros / 1_000_000, lastMicros % 1_000_000);
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("messages");
        all().forEach(message -> list.add(message.toStore()));
        return json;
    }

    private void changed() {
        revision++;
        if (file != null) {
            write(file);
        }
    }

    private void read(Path from) throws IOException {
        JsonNode stored;
        try {
            stored = Json.parse(Files.readString(from));
        } catch (JsonProcessingException e) {
            throw new IOException(
                    from + " is not a store of messages: " + e.getOriginalMessage(), e);
        }
        for (JsonNode json : stored.path("messages")) {
            Message message = Message.ofStore(json);
            messages.put(message.ts(), message);
            lastMicros = Math.max(lastMicros, micros(message.ts()));
        }
    }

    private static long micros(String ts) throws IOException {
        if (!ts.matches("\\d{1,12}\\.\\d{6}")) {
            throw new IOException("the store has a message with the ts \"" + ts + "\"");
        }
        return Long.parseLong(ts.replace(".", ""));
    }

    /** A reader sees the old file or the new one, never half of one. */
    private void write(Path to) {
        try {
            Path draft = Files.createTempFile(parent(to), to.getFileName() + ".", ".tmp");
            try {
                Files.writeString(draft, Json.write(json()));
                move(draft, to);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path draft, Path to) throws IOException {
        try {
            Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path parent(Path absolute) {
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(absolute + " is not a file");
        }
        return parent;
    }
}
