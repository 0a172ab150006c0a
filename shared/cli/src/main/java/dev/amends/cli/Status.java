package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.core.guardrail.About;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.LastSeen;
import dev.amends.core.ledger.State;
import dev.amends.core.settings.Exemption;
import dev.amends.core.settings.Pause;
import dev.amends.core.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * How an installation stands.
 *
 * @param stack its name and Region
 * @param deployed the version that is deployed; empty when the stack does not say
 * @param here the version of this command line
 * @param pause while one lasts; otherwise null
 * @param unreadable whether there is a pause that cannot be read: then nothing is changed either
 */
record Status(
        String stack,
        String deployed,
        String here,
        @Nullable Pause pause,
        boolean unreadable,
        List<One> guardrails,
        Instant now) {

    /**
     * How one guardrail stands.
     *
     * @param mode as the settings say it
     * @param open how many findings somebody should look at; those awaiting included
     * @param exempt findings that are exempt, by name or one by one
     * @param names exemptions by name
     * @param seen when it last saw an event; null when it never did
     */
    record One(
            String id,
            String mode,
            long open,
            long awaiting,
            List<Finding> exempt,
            List<Exemption> names,
            @Nullable Instant seen) {}

    static Status read(World world, StackOptions options) throws Cannot {
        Aws aws = options.aws(world);
        Installation installation = Installation.find(aws.cloudFormation(), options.stack);
        String table = installation.ledgerTable();
        DynamoDbClient dynamo = aws.dynamo();
        FindingBook book = new FindingBook(world, dynamo, table);
        Settings settings = new Settings(Applied.read(dynamo, table).settings());
        List<Finding> open =
                book.inStates(Arrays.stream(State.values()).filter(State::open).toList());
        List<Finding> exempt = book.inStates(List.of(State.EXEMPT));
        List<One> guardrails = new ArrayList<>();
        for (About about : world.abouts()) {
            List<Finding> mine = of(open, about);
            guardrails.add(
                    new One(
                            about.id(),
                            settings.mode(about).name().toLowerCase(Locale.ROOT),
                            mine.size(),
                            mine.stream().filter(f -> f.state() == State.AWAITING).count(),
                            of(exempt, about),
                            book.exemptions(about.id()),
                            new LastSeen(dynamo, table).find(about.id()).orElse(null)));
        }
        PauseItem pause = new PauseItem(dynamo, table);
        Instant now = world.clock().instant();
        return new Status(
                "%s, %s".formatted(options.stack, dynamo.serviceClientConfiguration().region()),
                installation.version(),
                Amends.Version.number(),
                pause.lasting(now),
                !pause.readable(),
                guardrails,
                now);
    }

    private static List<Finding> of(List<Finding> all, About about) {
        return all.stream().filter(f -> f.subject().guardrail().equals(about.id())).toList();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Stack %s: %s".formatted(stack, paused()));
        lines.add(versions());
        lines.add("");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("GUARDRAIL", "MODE", "OPEN", "AWAITING", "EXEMPT", "LAST EVENT SEEN"));
        for (One one : guardrails) {
            rows.add(
                    List.of(
                            one.id(),
                            one.mode(),
                            Long.toString(one.open()),
                            Long.toString(one.awaiting()),
                            Integer.toString(one.exempt().size()),
                            seen(one.seen())));
        }
        lines.addAll(FindingTable.aligned(rows));
        lines.add("");
        lines.addAll(exemptions());
        return lines;
    }

    private String paused() {
        if (unreadable) {
            return "there is a pause that cannot be read, so nothing is changed; end it with 'amends resume'.";
        }
        return pause == null
                ? "not paused."
                : "PAUSED until %s by %s: %s"
                        .formatted(Times.moment(pause.until()), pause.by(), pause.reason());
    }

    private String versions() {
        if (deployed.equals(here)) {
            return "Version " + here + ", deployed and here.";
        }
        return "Version %s is deployed, this command line is %s: deploy this version, or use that one's command line."
                .formatted(deployed.isEmpty() ? "unknown" : deployed, here);
    }

    private String seen(@Nullable Instant at) {
        return at == null
                ? "never"
                : "%s (%s ago)".formatted(at, Times.age(Duration.between(at, now)));
    }

    private List<String> exemptions() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("EXEMPT", "GUARDRAIL", "UNTIL", "WHY AND BY WHOM"));
        for (One one : guardrails) {
            for (Exemption each : one.names()) {
                rows.add(
                        List.of(
                                "names " + each.pattern(),
                                one.id(),
                                each.until().toString(),
                                each.reason() + " (" + each.by() + ")"));
            }
            for (Finding each : one.exempt()) {
                rows.add(
                        List.of(
                                each.subject().target().name(),
                                one.id(),
                                each.ends() == null ? "-" : each.ends().toString(),
                                why(each)));
            }
        }
        return rows.size() == 1 ? List.of("Nothing is exempt.") : FindingTable.aligned(rows);
    }

    private static String why(Finding exempt) {
        var decided = exempt.decided();
        return decided == null ? "-" : decided.reason() + " (" + decided.by() + ")";
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("stack", stack);
        map.put("deployedVersion", deployed);
        map.put("version", here);
        if (pause != null) {
            map.put(
                    "pause",
                    Map.of(
                            "until", pause.until().toString(),
                            "reason", pause.reason(),
                            "by", pause.by(),
                            "at", pause.at().toString()));
        }
        map.put("pauseUnreadable", unreadable);
        map.put("guardrails", guardrails.stream().map(Status::map).toList());
        return map;
    }

    private static Map<String, Object> map(One one) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", one.id());
        map.put("mode", one.mode());
        map.put("open", one.open());
        map.put("awaiting", one.awaiting());
        map.put("exempt", one.exempt().stream().map(Status::exempt).toList());
        map.put(
                "exemptNames",
                one.names().stream()
                        .map(each ->
                                Map.<String, Object>of(
                                        "pattern", each.pattern(),
                                        "until", each.until().toString(),
                                        "reason", each.reason(),
                                        "by", each.by()))
                        .toList());
        if (one.seen() != null) {
            map.put("lastEventSeen", one.seen().toString());
        }
        return map;
    }

    private static Map<String, Object> exempt(Finding finding) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("key", finding.key());
        map.put("name", finding.subject().target().name());
        if (finding.ends() != null) {
            map.put("until", finding.ends().toString());
        }
        if (finding.decided() != null) {
            map.put("reason", finding.decided().reason());
            map.put("by", finding.decided().by());
        }
        return map;
    }
}
