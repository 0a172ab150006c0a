package dev.amends.rehearse.report;

import dev.amends.core.json.Node;
import dev.amends.core.run.Outcome;
import dev.amends.rehearse.Incident;
import dev.amends.rehearse.Played;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** For programs; {@code docs/rehearse.md} says what each field means. */
public final class JsonReport {
    private JsonReport() {}

    /** As text. */
    public static String of(Rehearsed rehearsed) {
        Played played = rehearsed.played();
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("version", 1);
        root.put("source", rehearsed.source());
        root.put("from", text(played.from()));
        root.put("to", text(played.to()));
        root.put("records", records(played.records()));
        root.put("notRead", rehearsed.troubles());
        root.put("outcomes", outcomes(played));
        root.put("notShown", played.notShown());
        root.put("incidents", played.incidents().stream().map(JsonReport::incident).toList());
        root.put("moreIncidents", played.more());
        root.put("messages", days(played.messages()));
        root.put("messagesByGuardrail", days(played.byGuardrail()));
        root.put("stoodSeconds", stood(played));
        root.put("missedByRules", played.missed());
        root.put("readNow", played.readNow());
        root.put("unstated", played.unstated());
        Map<String, Object> proposal = new LinkedHashMap<>();
        proposal.put("settings", String.join("\n", rehearsed.proposal().lines()) + "\n");
        proposal.put("wantedPerDay", rehearsed.wanted());
        proposal.put("busiestDay", rehearsed.proposal().busiest());
        proposal.put("busiestDayBefore", rehearsed.proposal().before());
        proposal.put("reached", rehearsed.proposal().reached());
        root.put("proposal", proposal);
        return Node.write(root);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static Map<String, Object> records(Played.Records records) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("all", records.all());
        map.put("played", records.played());
        map.put("foreign", records.foreign());
        map.put("failedCalls", records.failed());
        map.put("own", records.own());
        map.put("twice", records.twice());
        map.put("late", records.late());
        map.put("broken", records.broken());
        return map;
    }

    private static Map<String, Object> outcomes(Played played) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Map.Entry<String, Map<Outcome.Kind, Integer>> each : played.outcomes().entrySet()) {
            Map<String, Integer> kinds = new TreeMap<>();
            each.getValue()
                    .forEach((kind, count) ->
                            kinds.put(kind.name().toLowerCase(Locale.ROOT), count));
            all.put(each.getKey(), kinds);
        }
        return all;
    }

    private static Map<String, @Nullable Object> incident(Incident each) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("at", each.at().toString());
        map.put("would", each.would().name().toLowerCase(Locale.ROOT));
        map.put("guardrail", each.guardrail());
        map.put("severity", each.severity());
        map.put("who", each.who());
        map.put("tool", each.tool());
        map.put("event", each.event());
        map.put("account", each.account());
        map.put("region", each.region());
        map.put("resource", each.resource());
        map.put("name", each.name());
        map.put("sentence", each.sentence());
        map.put("remedy", each.remedy());
        map.put("cost", each.cost());
        map.put("channel", each.channel());
        map.put("ended", each.ended());
        map.put("stoodSeconds", each.stood() == null ? null : each.stood().toSeconds());
        map.put("mendedBy", each.mendedBy());
        map.put("setOverBy", each.foughtBy());
        return map;
    }

    private static Map<String, Object> days(
            SortedMap<String, SortedMap<LocalDate, Integer>> counts) {
        Map<String, Object> all = new LinkedHashMap<>();
        counts.forEach((name, days) -> {
            Map<String, Integer> byDay = new LinkedHashMap<>();
            days.forEach((day, count) -> byDay.put(day.toString(), count));
            all.put(name, byDay);
        });
        return all;
    }

    private static Map<String, Object> stood(Played played) {
        Map<String, Object> all = new LinkedHashMap<>();
        played.mended()
                .forEach((id, times) -> {
                    List<Long> seconds = new ArrayList<>();
                    times.forEach((Duration time) -> seconds.add(time.toSeconds()));
                    all.put(id, seconds);
                });
        return all;
    }
}
