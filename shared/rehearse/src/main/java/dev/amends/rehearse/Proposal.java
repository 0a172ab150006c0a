package dev.amends.rehearse;

import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Glob;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.json.Node;
import dev.amends.core.run.Outcome;
import dev.amends.core.settings.Settings;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Settings that would have kept the number of messages down and fought nobody: a mode for each
 * guardrail, and names to be left alone.
 *
 * @param lines what to put under {@code guardrails} in settings.yaml, with the reasons as comments
 * @param busiest messages on the busiest day with them
 * @param before messages on the busiest day with the settings that were rehearsed
 * @param reached whether the wanted number is kept; security guardrails are never switched off for
 *     it
 */
public record Proposal(List<String> lines, int busiest, int before, boolean reached) {
    /** A beginning of names that so large a share of the messages has is worth a pattern. */
    private static final double SHARE = 0.25;

    private static final int FEW = 3;

    /** More patterns than this for one guardrail are no longer looked through by anybody. */
    private static final int PATTERNS = 3;

    /** What a service calls all its groups says nothing of a few of them. */
    private static final Pattern AWS = Pattern.compile("/aws/[^/]*/?");

    /** Proposes. */
    public static Proposal of(
            Played played, List<Guardrail<?>> guardrails, Node settings, int perDay) {
        return new Maker(played, guardrails, new Settings(settings), perDay).make();
    }

    /** One guardrail's part. */
    private static final class Part {
        final About about;
        Mode mode;
        final List<String> why = new ArrayList<>();
        final List<String> keep = new ArrayList<>();
        final SortedMap<LocalDate, Integer> days = new TreeMap<>();

        Part(About about, Mode mode) {
            this.about = about;
            this.mode = mode;
        }
    }

    private static final class Maker {
        private final Played played;
        private final int perDay;
        private final Map<String, Part> parts = new LinkedHashMap<>();

        Maker(Played played, List<Guardrail<?>> guardrails, Settings settings, int perDay) {
            this.played = played;
            this.perDay = perDay;
            for (Guardrail<?> guardrail : guardrails) {
                About about = guardrail.about();
                Part part = new Part(about, settings.mode(about));
                if (leavesNamesAlone(about)) {
                    settings.options(about).ifPresent(o -> part.keep.addAll(o.texts("keep")));
                }
                part.days.putAll(played.byGuardrail().getOrDefault(about.id(), new TreeMap<>()));
                parts.put(about.id(), part);
            }
        }

        Proposal make() {
            int before = busiest();
            parts.values().forEach(this::fought);
            List<Part> noisy = new ArrayList<>(parts.values());
            noisy.sort(
                    Comparator.comparing((Part part) -> part.about.security())
                            .thenComparingInt(part -> -sum(part.days)));
            for (Part part : noisy) {
                for (int i = 0; i < PATTERNS && busiest() > perDay && names(part); i++) {
                    leaveAlone(part);
                }
            }
            for (Part part : noisy) {
                if (busiest() > perDay
                        && !part.about.security()
                        && part.mode != Mode.OFF
                        && sum(part.days) > 0) {
                    part.why.add(
                            "%d messages in %s, and it is not about who can get in"
                                    .formatted(sum(part.days), played.span()));
                    part.mode = Mode.OFF;
                    part.days.clear();
                }
            }
            return new Proposal(lines(), busiest(), before, busiest() <= perDay);
        }

        /** What somebody else would have set over again is better agreed with them first. */
        private void fought(Part part) {
            List<Incident> fought =
                    played.incidents().stream()
                            .filter(each -> each.guardrail().equals(part.about.id()))
                            .filter(Incident::foughtByTool)
                            .toList();
            if (part.mode == Mode.FIX && !fought.isEmpty()) {
                part.mode = Mode.ASK;
                part.why.add(
                        "%d of its fixes would have been set over, first by %s"
                                .formatted(fought.size(), fought.getFirst().foughtBy()));
            }
        }

        private static boolean names(Part part) {
            return !part.about.security() && leavesNamesAlone(part.about);
        }

        private static boolean leavesNamesAlone(About about) {
            return about.options().stream().anyMatch(option -> option.name().equals("keep"));
        }

        /** Names that begin alike and make up much of the noise. */
        private void leaveAlone(Part part) {
            Map<String, Integer> beginnings = new HashMap<>();
            List<Incident> own =
                    played.incidents().stream()
                            .filter(each -> each.guardrail().equals(part.about.id()))
                            .filter(each -> part.keep.stream().noneMatch(k -> matches(k, each)))
                            .toList();
            for (Incident incident : own) {
                String name = incident.name();
                for (int i = 1; i < name.length(); i++) {
                    if (!Character.isLetterOrDigit(name.charAt(i))) {
                        beginnings.merge(name.substring(0, i + 1), 1, Integer::sum);
                    }
                }
            }
            beginnings.entrySet().stream()
                    .filter(each ->
                            each.getValue() >= Math.max(FEW, own.size() * SHARE)
                                    && each.getKey().chars().filter(c -> c != '/').count() > FEW
                                    && !AWS.matcher(each.getKey()).matches())
                    .max(
                            Map.Entry.<String, Integer>comparingByValue()
                                    .thenComparingInt(each -> each.getKey().length()))
                    .ifPresent(each -> leaveAlone(part, each.getKey() + "*", own));
        }

        private void leaveAlone(Part part, String pattern, List<Incident> own) {
            List<Incident> alone = own.stream().filter(each -> matches(pattern, each)).toList();
            part.keep.add(pattern);
            part.why.add(
                    "%d of its %d findings have names like %s"
                            .formatted(alone.size(), own.size(), pattern));
            for (Incident incident : alone) {
                LocalDate day = LocalDate.ofInstant(incident.at(), ZoneOffset.UTC);
                part.days.computeIfPresent(day, (d, count) -> count == 1 ? null : count - 1);
            }
        }

        private static boolean matches(String pattern, Incident incident) {
            return Glob.matches(pattern, incident.name());
        }

        private int busiest() {
            Map<LocalDate, Integer> all = new HashMap<>();
            parts.values()
                    .forEach(
                            part -> part.days.forEach((day, n) -> all.merge(day, n, Integer::sum)));
            return all.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        }

        private static int sum(SortedMap<LocalDate, Integer> days) {
            return days.values().stream().mapToInt(Integer::intValue).sum();
        }

        private List<String> lines() {
            List<String> lines = new ArrayList<>(List.of("guardrails:"));
            parts.forEach((id, part) -> {
                lines.add("  " + id + ":");
                part.why.forEach(why -> lines.add("    # " + why.replaceAll("\\s+", " ")));
                if (part.why.isEmpty()) {
                    lines.add("    # " + quiet(part));
                }
                lines.add("    mode: " + part.mode.name().toLowerCase(Locale.ROOT));
                if (!part.keep.isEmpty()) {
                    lines.add("    keep: " + Node.write(part.keep));
                }
            });
            return lines;
        }

        private String quiet(Part part) {
            String id = part.about.id();
            int said = sum(part.days);
            int unclear =
                    played.notShown().getOrDefault(id, Map.of()).values().stream()
                            .mapToInt(Integer::intValue)
                            .sum();
            String fixed =
                    played.count(id, Outcome.Kind.FIXED) == 0
                            ? ""
                            : ", %d fixed".formatted(played.count(id, Outcome.Kind.FIXED));
            return "%d messages in %s%s%s"
                    .formatted(
                            said,
                            played.span(),
                            fixed,
                            unclear == 0 ? "" : ", %d not to be told".formatted(unclear));
        }
    }
}
