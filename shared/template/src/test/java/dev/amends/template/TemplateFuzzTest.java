package dev.amends.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/**
 * Whatever the text: a template, or a sentence that says why it is none; and every rule survives
 * it.
 */
class TemplateFuzzTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);

    private static final List<String> TYPES =
            List.of(
                    "AWS::Lambda::Permission",
                    "AWS::S3::BucketPolicy",
                    "AWS::Logs::LogGroup",
                    "AWS::Lambda::Url",
                    "AWS::Serverless::Function",
                    "AWS::Serverless::StateMachine");

    @DictionaryFile(resourcePath = "template.dict")
    @FuzzTest(maxDuration = "20s")
    void any_text_is_read_and_reviewed_or_refused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        look(text);
        for (String type : TYPES) {
            look(within(type, text));
        }
    }

    /** So that what is made up stands where rules look. */
    private static String within(String type, String properties) {
        return """
        Parameters: { P: { Type: String }, D: { Type: String, Default: d } }
        Conditions: { C: !Equals [!Ref P, p] }
        Resources:
          A: { Type: "%s", Properties: %s }
        """
                .formatted(type, properties);
    }

    private static void look(String text) {
        try {
            Template template = TemplateReader.read(text, Given.NOTHING);
            Review review = Review.of(template, TODAY);
            long lines = text.lines().count();
            for (Violation violation : Rules.check(review)) {
                assertThat(violation.at().line()).isBetween(1, (int) lines + 1);
                assertThat(violation.sentence()).isNotBlank();
            }
        } catch (UnreadableTemplate e) {
            assertThat(e.getMessage()).isNotBlank();
            assertThat(e.at().line()).isPositive();
        }
    }
}
