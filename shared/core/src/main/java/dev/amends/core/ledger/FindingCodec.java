package dev.amends.core.ledger;

import dev.amends.core.guardrail.Mistake;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Target;
import dev.amends.core.json.Node;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A finding as JSON: the ledger's {@code doc} attribute and the report's body. */
public final class FindingCodec {
    private FindingCodec() {}

    /**
     * Everything but {@link Finding#unsaid()}, which others may change: it has its own attribute.
     */
    public static Map<String, Object> toMap(Finding f) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("key", f.key());
        map.put("guardrail", f.subject().guardrail());
        map.put("title", f.subject().title());
        map.put("page", f.subject().page());
        map.put("account", f.subject().target().account());
        map.put("region", f.subject().target().region());
        map.put("arn", f.subject().target().arn());
        map.put("name", f.subject().target().name());
        map.put("episode", f.episode());
        map.put("rev", f.rev());
        map.put("state", f.state().name());
        map.put("severity", f.seen().severity().name());
        map.put("sentence", f.seen().sentence());
        map.put("decision", f.decision());
        put(map, "cost", f.seen().cost());
        put(map, "stack", f.seen().stack());
        put(map, "owner", f.seen().owner());
        put(map, "advice", f.seen().advice());
        if (!f.seen().mistakes().isEmpty()) {
            map.put("mistakes", f.seen().mistakes().stream().map(FindingCodec::mistake).toList());
        }
        map.put("cause", f.seen().cause().toMap());
        Remedy remedy = f.seen().remedy();
        if (remedy != null) {
            map.put("remedy", remedy(remedy));
        }
        map.put("incarnation", f.seen().incarnation());
        map.put("fingerprint", f.seen().fingerprint());
        put(map, "lease", f.lease());
        put(map, "intent", f.intent() == null ? null : f.intent().name());
        Finding.Claim claim = f.claim();
        if (claim != null) {
            map.put("claimedAt", claim.since().toString());
            put(map, "writtenAt", claim.written() == null ? null : claim.written().toString());
        }
        put(map, "until", f.until() == null ? null : f.until().toString());
        put(map, "ends", f.ends() == null ? null : f.ends().toString());
        map.put("fixes", f.fixes().stream().map(Instant::toString).toList());
        map.put("openedAt", f.openedAt().toString());
        map.put("updatedAt", f.updatedAt().toString());
        put(map, "settledBy", f.settledBy());
        put(map, "decided", f.decided() == null ? null : f.decided().toMap());
        map.put("history", f.history());
        return map;
    }

    /** The finding that {@link #toMap} wrote. */
    public static Finding from(Node doc, boolean unsaid) {
        Node remedy = doc.at("remedy");
        String intent = doc.text("intent");
        Node decided = doc.at("decided");
        return new Finding(
                new Subject(
                        doc.textOr("", "guardrail"),
                        doc.textOr("", "title"),
                        doc.textOr("", "page"),
                        new Target(
                                doc.textOr("", "account"),
                                doc.textOr("", "region"),
                                doc.textOr("", "arn"),
                                doc.textOr("", "name"))),
                new Seen(
                        doc.textOr("", "incarnation"),
                        doc.textOr("", "fingerprint"),
                        Severity.valueOf(doc.textOr("MEDIUM", "severity")),
                        doc.textOr("", "sentence"),
                        doc.text("cost"),
                        doc.text("stack"),
                        doc.text("owner"),
                        Cause.from(doc.at("cause")),
                        remedy.isObject() ? remedy(remedy) : null,
                        doc.text("advice"),
                        doc.at("mistakes").items().stream().map(FindingCodec::mistake).toList()),
                whole(doc, "episode"),
                whole(doc, "rev"),
                State.valueOf(doc.textOr("", "state")),
                doc.textOr("", "decision"),
                doc.text("lease"),
                intent == null ? null : Intent.valueOf(intent),
                claim(doc),
                instant(doc, "until"),
                instant(doc, "ends"),
                doc.at("fixes").texts().stream().map(Instant::parse).toList(),
                Instant.parse(doc.textOr("", "openedAt")),
                Instant.parse(doc.textOr("", "updatedAt")),
                doc.text("settledBy"),
                decided.isObject() ? Decided.from(decided) : null,
                unsaid,
                doc.at("history").texts());
    }

    private static Finding.@Nullable Claim claim(Node doc) {
        Instant since = instant(doc, "claimedAt");
        return since == null ? null : new Finding.Claim(since, instant(doc, "writtenAt"));
    }

    private static Map<String, Object> mistake(Mistake mistake) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", mistake.name());
        map.put("severity", mistake.severity().name());
        map.put("sentence", mistake.sentence());
        put(map, "where", mistake.where());
        put(map, "snippet", mistake.snippet());
        return map;
    }

    private static Mistake mistake(Node node) {
        return new Mistake(
                node.textOr("", "name"),
                Severity.valueOf(node.textOr("MEDIUM", "severity")),
                node.textOr("", "sentence"),
                node.text("where"),
                node.text("snippet"));
    }

    private static Map<String, Object> remedy(Remedy remedy) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("does", remedy.does());
        map.put("done", remedy.done());
        map.put("before", new LinkedHashMap<>(remedy.before()));
        map.put("after", new LinkedHashMap<>(remedy.after()));
        map.put("undoable", remedy.undoable());
        put(map, "risk", remedy.risk());
        map.put("byHand", remedy.byHand());
        map.put("cloudFormation", remedy.cloudFormation());
        map.put("terraform", remedy.terraform());
        return map;
    }

    private static Remedy remedy(Node node) {
        return new Remedy(
                node.textOr("", "does"),
                node.textOr("", "done"),
                image(node.at("before")),
                image(node.at("after")),
                Boolean.TRUE.equals(node.at("undoable").value()),
                node.text("risk"),
                node.at("byHand").texts(),
                node.textOr("", "cloudFormation"),
                node.textOr("", "terraform"));
    }

    private static Map<String, @Nullable String> image(Node node) {
        Map<String, @Nullable String> image = new LinkedHashMap<>();
        node.fields().forEach((field, value) -> image.put(field, value.text()));
        return image;
    }

    private static @Nullable Instant instant(Node doc, String field) {
        String text = doc.text(field);
        return text == null ? null : Instant.parse(text);
    }

    private static int whole(Node doc, String field) {
        Long value = doc.number(field);
        if (value == null) {
            throw new IllegalArgumentException("a finding without " + field);
        }
        return Math.toIntExact(value);
    }

    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
