package dev.amends.stacks;

import dev.amends.core.guardrail.Mistake;
import dev.amends.stacks.StackState.Pending;
import dev.amends.template.Given;
import dev.amends.template.Position;
import dev.amends.template.Review;
import dev.amends.template.Reviewed;
import dev.amends.template.Rules;
import dev.amends.template.Stack;
import dev.amends.template.Template;
import dev.amends.template.TemplateReader;
import dev.amends.template.UnreadableTemplate;
import dev.amends.template.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Reviews what a stack has and what a change set would give it, by the rules of {@code amends
 * check}. Pure.
 */
final class Reviewer {
    /** A finding has room for so many; more of them say nothing that these do not. */
    static final int MOST = 200;

    private static final int SENTENCE = 600;

    private final StackState state;
    private final ReviewWishes wishes;
    private final BooleanSupplier late;
    private int exempt;

    private Reviewer(StackState state, ReviewWishes wishes, BooleanSupplier late) {
        this.state = state;
        this.wishes = wishes;
        this.late = late;
    }

    static StackMistakes review(StackState state, ReviewWishes wishes) {
        return review(state, wishes, () -> false);
    }

    /**
     * Reviews it, with an end.
     *
     * @param late whether there is no time to go on
     */
    static StackMistakes review(StackState state, ReviewWishes wishes, BooleanSupplier late) {
        return new Reviewer(state, wishes, late).review();
    }

    private StackMistakes review() {
        List<Mistake> mistakes = new ArrayList<>();
        int pending = 0;
        String missing = state.missing();
        if (missing != null) {
            return new StackMistakes(List.of(), 0, 0, missing);
        }
        try {
            Submitted live = state.live();
            if (live != null) {
                mistakes.addAll(mistakes(live));
            }
            Pending changeSet = state.pending();
            if (changeSet != null && changeSet.template() != null) {
                // What is there stays there until the change set is executed.
                List<String> known = new ArrayList<>(mistakes.stream().map(Mistake::name).toList());
                for (Mistake mistake : mistakes(changeSet.template())) {
                    if (!known.remove(mistake.name())) {
                        mistakes.add(mistake);
                        pending++;
                    }
                }
            }
        } catch (UnreadableTemplate e) {
            return new StackMistakes(
                    List.of(), 0, 0, "line %d: %s".formatted(e.at().line(), e.getMessage()));
        } catch (Rules.OutOfTime e) {
            return new StackMistakes(
                    List.of(), 0, 0, "it is so large that there was not enough time for it");
        } catch (RuntimeException | StackOverflowError e) {
            // A mistake of ours in a rule must not pass for "clean".
            return new StackMistakes(List.of(), 0, 0, "a mistake of ours, please report it: " + e);
        }
        mistakes.sort(Comparator.comparing(Mistake::severity).reversed());
        return new StackMistakes(mistakes, pending, exempt, null);
    }

    private List<Mistake> mistakes(Submitted submitted) throws UnreadableTemplate {
        String processed = submitted.processed();
        Template template = read(submitted.original(), submitted.parameters());
        Reviewed reviewed = reviewed(template);
        Source source = new Source(submitted.original(), template.format());
        List<Mistake> mistakes = new ArrayList<>();
        for (Violation violation : reviewed.violations()) {
            add(mistakes, violation, source.where(violation));
        }
        if (processed != null) {
            // What a transform made shows only there; what it took over is known already, and
            // Metadata, which says what is to be left alone, is gone.
            Set<List<String>> known = new HashSet<>();
            reviewed.violations().forEach(each -> known.add(key(each)));
            reviewed.ignored().forEach(each -> known.add(key(each.violation())));
            for (Violation violation :
                    reviewed(read(processed, submitted.parameters())).violations()) {
                if (!judged(template, known, violation)) {
                    add(mistakes, violation, Optional.empty());
                }
            }
        }
        return mistakes;
    }

    /**
     * Whether it was judged as somebody wrote it: the resource itself, or the one a transform made
     * it of and named it after.
     */
    private static boolean judged(Template template, Set<List<String>> known, Violation violation) {
        return violation.logicalId().isEmpty()
                || template.resource(violation.logicalId()).isPresent()
                || named(known, violation.rule(), violation.logicalId());
    }

    /** Whether what the rule said before was of a resource with which the id begins. */
    private static boolean named(Set<List<String>> known, String rule, String logicalId) {
        for (int length = 0; length <= logicalId.length(); length++) {
            if (known.contains(List.of(rule, logicalId.substring(0, length)))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> key(Violation violation) {
        return List.of(violation.rule(), violation.logicalId());
    }

    private Template read(String text, Map<String, String> parameters) throws UnreadableTemplate {
        return TemplateReader.read(text, new Given(parameters, stack().pseudo()));
    }

    private Reviewed reviewed(Template template) {
        return Rules.review(
                new Review(
                        template, state.today(), stack(), path -> Optional.empty(), wishes.rules()),
                late);
    }

    private Stack stack() {
        return new Stack(
                state.target().name(),
                state.target().region(),
                state.target().account(),
                state.tags(),
                Set.copyOf(state.shortcuts()));
    }

    private void add(List<Mistake> mistakes, Violation violation, Optional<String> where) {
        if (wishes.skip().contains(violation.rule())
                || violation.severity().compareTo(wishes.least()) < 0) {
            return;
        }
        String name = name(violation);
        if (wishes.exempt().test(name)) {
            exempt++;
            return;
        }
        if (mistakes.size() < MOST) {
            mistakes.add(
                    new Mistake(
                            name,
                            violation.severity(),
                            cut(violation.sentence()),
                            where.orElse(null),
                            violation.snippet()));
        }
    }

    /** What an exemption names: the stack, the rule, the resource. */
    private String name(Violation violation) {
        String name = state.target().name() + "/" + violation.rule();
        return violation.logicalId().isEmpty() ? name : name + "/" + violation.logicalId();
    }

    private static String cut(String sentence) {
        return sentence.length() <= SENTENCE ? sentence : sentence.substring(0, SENTENCE - 1) + "…";
    }

    /** Where things stand in a template's text. */
    private static final class Source {
        private static final int LINE = 120;

        private final List<String> lines;
        private final boolean byHand;

        Source(String text, Template.Format format) {
            this.lines = text.lines().toList();
            this.byHand = format == Template.Format.YAML && !packaged(text);
        }

        /**
         * Whether a tool wrote it anew: then its lines are not those of the file somebody edits.
         * SAM notes each resource's id in its metadata, the CDK each one's path, and neither leaves
         * a comment or an empty line.
         */
        private static boolean packaged(String text) {
            return text.contains("SamResourceId:")
                    || text.contains("aws:cdk:path")
                    || text.lines()
                            .noneMatch(line -> line.isBlank() || line.strip().startsWith("#"));
        }

        Optional<String> where(Violation violation) {
            if (!byHand) {
                List<String> path = new ArrayList<>(List.of(violation.logicalId()));
                path.addAll(violation.path());
                String property = String.join(".", path);
                return property.isEmpty() ? Optional.empty() : Optional.of(property);
            }
            Position at = violation.at();
            String line = at.line() <= lines.size() ? lines.get(at.line() - 1).strip() : "";
            return Optional.of(
                    "line %d: %s"
                            .formatted(
                                    at.line(),
                                    line.length() <= LINE
                                            ? line
                                            : line.substring(0, LINE - 1) + "…"));
        }
    }
}
