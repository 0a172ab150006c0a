package dev.amends.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.Findings;
import dev.amends.core.ledger.Ledger;
import dev.amends.core.ledger.Move;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.amends");

    @Test
    void there_is_something_to_judge() {
        assertThat(OURS.stream().filter(c -> c.isAssignableTo(Guardrail.class)).count())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void judgement_knows_no_aws_client_no_environment_and_no_clock() {
        noClasses()
                .that()
                .implement(Guardrail.class)
                .or()
                .implement(ResourceState.class)
                .or()
                .resideInAnyPackage(
                        "dev.amends.core.change..",
                        "dev.amends.core.guardrail..",
                        "dev.amends.core.json..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "software.amazon..", "com.amazonaws..", "dev.amends.core.lambda..")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .because(
                        "past events are judged like present ones, and each judgement is an example in a file")
                .check(OURS);
    }

    @Test
    void the_table_of_episodes_is_pure() {
        noClasses()
                .that()
                .haveSimpleName("Episodes")
                .or()
                .haveSimpleName("Transition")
                .or()
                .haveSimpleName("Choices")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..")
                .because("it is held against docs/architecture.md by asking it")
                .check(OURS);
    }

    @Test
    void functions_do_not_depend_on_each_other() {
        slices().matching(
                        "dev.amends.(loggroups|buckets|lambdapermissions|stacks|slackin|slackout|keeper)..")
                .should()
                .notDependOnEachOther()
                .because("each is deployed, and fails, alone")
                .check(OURS);
    }

    @Test
    void the_core_depends_on_no_function_and_not_on_the_command_line() {
        noClasses()
                .that()
                .resideInAPackage("dev.amends.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.amends.loggroups..",
                        "dev.amends.buckets..",
                        "dev.amends.lambdapermissions..",
                        "dev.amends.stacks..",
                        "dev.amends.slack..",
                        "dev.amends.slackin..",
                        "dev.amends.slackout..",
                        "dev.amends.keeper..",
                        "dev.amends.cli..")
                .because("dependencies point one way: functions, then shared")
                .check(OURS);
    }

    @Test
    void the_door_for_slack_cannot_touch_a_resource() {
        noClasses()
                .that()
                .resideInAPackage("dev.amends.slackin..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Resources.class)
                .orShould()
                .callMethod(Findings.class, "take", Finding.class, Move.class)
                .orShould()
                .callMethod(Ledger.class, "take", Finding.class, Move.class, String.class)
                .because(
                        "it writes down what people decide; the guardrails' functions carry it out")
                .check(OURS);
    }

    @Test
    void every_guardrail_ends_in_a_final_class_without_mutable_fields() {
        classes()
                .that()
                .implement(Guardrail.class)
                .should()
                .haveOnlyFinalFields()
                .because("one instance judges everything")
                .check(OURS);
    }

    @Test
    void every_guardrail_has_its_page_and_is_in_the_table_of_the_readme() throws Exception {
        String readme = Files.readString(Path.of("../README.md"));
        for (Guardrail<?> guardrail : ServiceLoader.load(Guardrail.class)) {
            Path page = Path.of("../docs", guardrail.about().page());
            assertThat(page).as("page of %s", guardrail.about().id()).exists();
            assertThat(Files.readString(page)).contains("# " + guardrail.about().title());
            assertThat(readme)
                    .as("README's table of guardrails")
                    .contains("docs/" + guardrail.about().page());
        }
    }
}
