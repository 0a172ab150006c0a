package dev.amends.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.guardrail.Options;
import dev.amends.core.guardrail.Wishes;
import dev.amends.core.json.Node;
import dev.amends.template.Given;
import dev.amends.template.Review;
import dev.amends.template.Rules;
import dev.amends.template.Stack;
import dev.amends.template.TemplateReader;
import dev.amends.template.Violation;
import dev.amends.testkit.PrimingCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StacksPrimingTest {
    /**
     * Otherwise a rule would be met for the first time after a restore, at a price of its classes.
     */
    @Test
    void what_is_primed_makes_every_mistake() throws Exception {
        Path folder = Path.of("src/main/resources/dev/amends/stacks");
        Node settings =
                Node.parse(
                                Node.parse(Files.readString(folder.resolve("priming.json")))
                                        .at("answers")
                                        .textOr("", "BatchGetItem"))
                        .at("Responses", "t")
                        .items()
                        .getFirst();
        Options options =
                new Options(
                        new StackReview().about(),
                        Node.parse(settings.textOr("", "json", "S"))
                                .at("guardrails", StackReview.ID));
        Review review =
                new Review(
                        TemplateReader.read(
                                Files.readString(folder.resolve("primed.yaml")), Given.NOTHING),
                        LocalDate.of(2026, 12, 1),
                        new Stack(
                                "primed",
                                "us-east-1",
                                "111122223333",
                                Map.of("env", "prod", "stage", "dev"),
                                Set.of(Stack.Shortcut.values())),
                        path -> Optional.empty(),
                        ReviewWishes.of(wishes(options)).rules());

        assertThat(Rules.review(review).violations())
                .extracting(Violation::rule)
                .containsAll(Rules.all().stream().map(rule -> rule.info().id()).toList());
    }

    private static Wishes wishes(Options options) {
        return new Wishes() {
            @Override
            public Options options() {
                return options;
            }

            @Override
            public boolean exempt(String name) {
                return false;
            }
        };
    }

    @Test
    void before_a_checkpoint_the_whole_way_runs_on_canned_answers_alone() {
        PrimingCheck.check(StacksHandler::new);
    }
}
