package dev.amends.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left alone, and which wishes do not count. */
class IgnoresTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);

    private static List<String> found(String text) throws UnreadableTemplate {
        Review review = Review.of(TemplateReader.read(text, Given.NOTHING), TODAY);
        return Rules.check(review).stream()
                .map(v -> "%d %s %s".formatted(v.at().line(), v.rule(), v.sentence()))
                .map(line -> line.replaceFirst("^(\\d+ (log|function)\\S+) .*", "$1"))
                .toList();
    }

    @Test
    void a_comment_is_about_its_line_the_next_one_or_the_resource_that_follows() throws Exception {
        assertThat(
                        found(
                                """
                                Resources:
                                  # amends:ignore log-group-no-retention reason="audit"
                                  A:
                                    Type: AWS::Logs::LogGroup
                                  B: # amends:ignore log-group-no-retention reason="audit" until=2026-12-01
                                    Type: AWS::Logs::LogGroup
                                  C:
                                    Type: AWS::Lambda::Url
                                    Properties:
                                      # amends:ignore function-url-public reason="a front door"

                                      AuthType: NONE
                                  D:
                                    Type: AWS::Logs::LogGroup
                                """))
                .containsExactly("13 log-group-no-retention");
    }

    @Test
    void metadata_is_about_its_resource_or_in_the_template_about_all_of_it() throws Exception {
        assertThat(
                        found(
                                """
                                {"Metadata": {"Amends": {"ignore": [{"id": "function-url-public", "reason": "all of them"}]}},
                                "Resources": {
                                "A": {"Type": "AWS::Logs::LogGroup", "Metadata": {"Amends": {"ignore": [{"id": "log-group-no-retention", "reason": "x"}]}}},
                                "B": {"Type": "AWS::Logs::LogGroup"},
                                "C": {"Type": "AWS::Lambda::Url", "Properties": {"AuthType": "NONE"}},
                                "D": {"Type": "AWS::Lambda::Url", "Properties": {"AuthType": "NONE"}}}}
                                """))
                .containsExactly("4 log-group-no-retention");
    }

    @Test
    void a_wish_that_does_not_count_is_a_finding_and_keeps_nothing_quiet() throws Exception {
        assertThat(
                        found(
                                """
                                Resources:
                                  # amends:ignore log-group-no-retention
                                  A: { Type: AWS::Logs::LogGroup }
                                  # amends:ignore log-group-no-retention reason="it was" until=2026-11-30
                                  B: { Type: AWS::Logs::LogGroup }
                                  # amends:ignore log-groups-no-retention, function-url-public reason="typo"
                                  C: { Type: AWS::Logs::LogGroup }
                                  # amends:ignore log-group-no-retention reason="when?" until=soon
                                  D: { Type: AWS::Logs::LogGroup }
                                  # amends: ignore
                                  E: { Type: AWS::Logs::LogGroup }
                                """))
                .containsExactly(
                        "2 amends-ignore This does not count: it gives no reason.",
                        "3 log-group-no-retention",
                        "4 amends-ignore This does not count: it ended on 2026-11-30.",
                        "5 log-group-no-retention",
                        "6 amends-ignore This does not count: there is no rule log-groups-no-retention.",
                        "6 amends-ignore This does not count: there is nothing of function-url-public here to leave alone.",
                        "7 log-group-no-retention",
                        "8 amends-ignore This does not count: its end is no day like 2027-01-31.",
                        "9 log-group-no-retention",
                        "10 amends-ignore This does not count: it names no rule.",
                        "11 log-group-no-retention");
    }
}
