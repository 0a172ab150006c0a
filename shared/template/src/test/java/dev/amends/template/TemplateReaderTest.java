package dev.amends.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written, and what it is worth. */
class TemplateReaderTest {
    private static final String HEAD =
            """
            Parameters:
              Env: { Type: String, Default: dev }
              Team: { Type: String }
              Names: { Type: CommaDelimitedList, Default: "a, b" }
              Image: { Type: "AWS::SSM::Parameter::Value<String>", Default: /image }
            Mappings:
              Days: { dev: { keep: 7 }, prod: { keep: 365 } }
            Conditions:
              Dev: !Equals [!Ref Env, dev]
              Ours: !Equals [!Ref Team, ours]
              Either: !Or [!Condition Dev, !Condition Ours]
              Never: !And [!Equals [a, b], !Condition Ours]
              Loop: !Not [!Condition Loop]
            Resources:
              Bucket: { Type: AWS::S3::Bucket }
              It:
                Type: X::Y::Z
                Properties:
                  Value: %s
            """;

    /** A value in a few characters. */
    private static String said(Value value) {
        String text =
                switch (value) {
                    case Value.Scalar scalar -> scalar.kind() + " " + scalar.text();
                    case Value.Text pieces -> {
                        StringBuilder all = new StringBuilder("TEXT ");
                        pieces.pieces()
                                .forEach(p ->
                                        all.append(p.known() ? p.text() : "<" + p.text() + ">"));
                        yield all.toString();
                    }
                    case Value.Items items ->
                            items.values().stream()
                                    .map(TemplateReaderTest::said)
                                    .toList()
                                    .toString();
                    case Value.Fields fields -> {
                        StringBuilder all = new StringBuilder("{");
                        fields.values()
                                .forEach((name, each) ->
                                        all.append(name)
                                                .append('=')
                                                .append(said(each))
                                                .append(';'));
                        yield all.append('}').toString();
                    }
                    case Value.Reference r ->
                            "REF "
                                    + r.logicalId()
                                    + (r.attribute() == null ? "" : "." + r.attribute());
                    case Value.Unknown unknown -> "UNKNOWN " + unknown.why();
                };
        return value.assumed() && !(value instanceof Value.Items) ? text + " (assumed)" : text;
    }

    private static String worth(String value) throws UnreadableTemplate {
        return TemplateReader.read(HEAD.formatted(value), Given.NOTHING)
                .resource("It")
                .orElseThrow()
                .get("Value")
                .map(TemplateReaderTest::said)
                .orElse("nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "yes | BOOLEAN true",
                "Off | BOOLEAN false",
                "'yes' | TEXT yes",
                "012345678901 | TEXT 012345678901",
                "42 | NUMBER 42",
                "1.5e3 | NUMBER 1.5e3",
                "~ | NULL",
                "!Ref Env | TEXT dev (assumed)",
                "{ Ref: Env } | TEXT dev (assumed)",
                "!Ref Team | UNKNOWN the parameter Team has no default",
                "!Ref Image | UNKNOWN the parameter Image is looked up in Parameter Store",
                "!Ref Names | [TEXT a (assumed), TEXT b (assumed)]",
                "!Ref Bucket | REF Bucket",
                "!Ref AWS::NoValue | nothing",
                "!Ref AWS::AccountId | TEXT <AWS::AccountId>",
                "!GetAtt Bucket.Arn | REF Bucket.Arn",
                "{ 'Fn::GetAtt': [Bucket, Arn] } | REF Bucket.Arn",
                "!Sub 'x-${Env}-y' | TEXT x-dev-y (assumed)",
                "!Sub 'arn:${AWS::Partition}:s3:::${Bucket}/${!Env}' | TEXT arn:<AWS::Partition>:s3:::<Bucket>/${Env}",
                "!Sub ['${A}-${Bucket.Arn}', { A: 1 }] | TEXT 1-<Bucket.Arn>",
                "!Sub '${Team}' | TEXT <Team>",
                "!Join [':', [a, !Ref Env, !Ref Team]] | TEXT a:dev:<?> (assumed)",
                "!Join ['', !Ref Names] | TEXT ab (assumed)",
                "!Split [',', 'a,b'] | [TEXT a, TEXT b]",
                "!Select [1, [a, b]] | TEXT b",
                "!Select [1, !Ref Names] | TEXT b (assumed)",
                "!FindInMap [Days, !Ref Env, keep] | NUMBER 7 (assumed)",
                "!FindInMap [Days, prod, keep] | NUMBER 365",
                "!FindInMap [Days, !Ref Team, keep] | UNKNOWN what is looked up in a mapping is not known",
                "!If [Dev, a, b] | TEXT a (assumed)",
                "!If [Ours, a, b] | UNKNOWN it depends on the condition Ours",
                "!If [Ours, a, a] | TEXT a",
                "!If [Either, a, b] | TEXT a (assumed)",
                "!If [Never, a, b] | TEXT b",
                "!If [Loop, a, b] | UNKNOWN it depends on the condition Loop",
                "!ImportValue x | UNKNOWN it is exported by another stack",
                "'{{resolve:ssm:/x}}' | UNKNOWN it is looked up when the stack is deployed",
                "!Base64 a | TEXT a",
                "!Length [a, b] | NUMBER 2",
                "[a, !Ref AWS::NoValue] | [TEXT a]",
                "{ A: { B: [1] } } | {A={B=[NUMBER 1];};}",
            })
    void what_is_written_is_worth(String written, String worth) throws UnreadableTemplate {
        assertThat(worth(written))
                .isEqualTo(worth.strip().equals("NULL") ? "NULL " : worth.strip());
    }

    @Test
    void given_parameters_and_pseudo_parameters_are_known() throws UnreadableTemplate {
        Template template =
                TemplateReader.read(
                        HEAD.formatted("!Sub '${Team} ${AWS::Region} ${Env}'"),
                        new Given(
                                Map.of("Team", "ours", "Env", "prod"),
                                Map.of("AWS::Region", "eu-west-1")));
        assertThat(said(template.resource("It").orElseThrow().get("Value").orElseThrow()))
                .isEqualTo("TEXT ours eu-west-1 prod");
    }

    @Test
    void anchors_and_merge_keys_are_written_out_and_own_keys_go_first() throws UnreadableTemplate {
        assertThat(
                        worth(
                                """
                                { One: &one { A: 1, B: 2 }, Two: { <<: *one, B: 3 }, Three: *one }\
                                """))
                .isEqualTo(
                        "{One={A=NUMBER 1;B=NUMBER 2;};Two={A=NUMBER 1;B=NUMBER 3;};Three={A=NUMBER 1;B=NUMBER 2;};}");
    }

    @Test
    void a_loop_is_written_out_where_its_list_is_known() throws UnreadableTemplate {
        Template template =
                TemplateReader.read(
                        """
                        Transform: AWS::LanguageExtensions
                        Resources:
                          Fn::ForEach::Topics:
                            - Name
                            - [Orders, Bills]
                            - "Topic${Name}":
                                Type: AWS::SNS::Topic
                                Properties: { TopicName: !Ref Name, DisplayName: !Sub "the ${Name}" }
                          Sub: { Type: AWS::SNS::Subscription, Properties: { TopicArn: !Ref TopicBills } }
                        """,
                        Given.NOTHING);
        assertThat(template.problems()).as("a loop makes what is referred to").isEmpty();
        assertThat(template.resources())
                .extracting(Resource::logicalId)
                .containsExactly("TopicOrders", "TopicBills", "Sub");
        assertThat(said(template.resource("TopicBills").orElseThrow().properties()))
                .isEqualTo("{TopicName=TEXT Bills;DisplayName=TEXT the Bills;}");
    }

    @Test
    void globals_of_sam_are_merged_as_sam_does() throws UnreadableTemplate {
        Template template =
                TemplateReader.read(
                        """
                        Transform: AWS::Serverless-2016-10-31
                        Globals:
                          Function: { Timeout: 3, Environment: { Variables: { A: 1, B: 1 } }, Layers: [one] }
                        Resources:
                          It:
                            Type: AWS::Serverless::Function
                            Properties: { Timeout: 9, Environment: { Variables: { B: 2 } }, Layers: [two] }
                        """,
                        Given.NOTHING);
        assertThat(template.sam()).isTrue();
        assertThat(said(template.resource("It").orElseThrow().properties()))
                .isEqualTo(
                        "{Timeout=NUMBER 9;Environment={Variables={A=NUMBER 1;B=NUMBER 2;};};Layers=[TEXT one, TEXT two];}");
    }

    @Test
    void every_part_knows_where_it_is_written() throws UnreadableTemplate {
        Template yaml =
                TemplateReader.read(
                        "Resources:\r\n  It:\r\n    Type: X\r\n    Properties:\r\n      A: [1,\r\n         !Ref It]\r\n",
                        Given.NOTHING);
        Resource it = yaml.resource("It").orElseThrow();
        assertThat(it.at()).isEqualTo(new Position(2, 3));
        assertThat(it.get("A", "1").orElseThrow().at()).isEqualTo(new Position(6, 10));
        Template json =
                TemplateReader.read(
                        "\uFEFF{\"Resources\":\n{\"It\":{\"Type\":\"X\",\n\t\"Properties\":{\"A\":\"\\ud83d\\ude00\\/\"}}}}",
                        Given.NOTHING);
        Value a = json.resource("It").orElseThrow().get("A").orElseThrow();
        assertThat(said(a)).isEqualTo("TEXT \uD83D\uDE00/");
        assertThat(a.at().line()).isEqualTo(3);
    }

    @Test
    void conditions_decide_whether_a_resource_will_be_there() throws UnreadableTemplate {
        Template template =
                TemplateReader.read(
                        """
                        Parameters: { Env: { Type: String, Default: dev }, Team: { Type: String } }
                        Conditions:
                          Yes: !Equals [a, a]
                          No: !Equals [a, b]
                          ByDefault: !Equals [!Ref Env, dev]
                          NotByDefault: !Equals [!Ref Env, prod]
                          Unknown: !Equals [!Ref Team, ours]
                        Resources:
                          A: { Type: X, Condition: Yes }
                          B: { Type: X, Condition: No }
                          C: { Type: X, Condition: ByDefault }
                          D: { Type: X, Condition: NotByDefault }
                          E: { Type: X, Condition: Unknown }
                          F: { Type: X }
                        """,
                        Given.NOTHING);
        assertThat(template.resources())
                .extracting(resource -> resource.presence().name())
                .containsExactly("ALWAYS", "NEVER", "ALWAYS", "MAYBE", "MAYBE", "ALWAYS");
        assertThat(template.ofType("X")).extracting(Resource::logicalId).doesNotContain("B");
    }

    @Test
    void what_is_wrong_with_a_template_is_said_and_the_rest_is_read() throws UnreadableTemplate {
        Template template =
                TemplateReader.read(
                        """
                        Resources:
                          It: { Type: Y }
                          Empty:
                          It: { Type: X, Properties: { A: 1, A: 2, B: !Ref Nothing, C: !Dance x } }
                        """,
                        Given.NOTHING);
        assertThat(template.problems())
                .extracting(Template.Problem::sentence)
                .containsExactly(
                        "\"A\" stands here twice; the last one counts.",
                        "\"It\" stands here twice; the last one counts.",
                        "Empty is no resource: it has no Type.",
                        "Nothing is neither a parameter nor a resource.");
        assertThat(said(template.resource("It").orElseThrow().properties()))
                .startsWith("{A=NUMBER 2;");
    }

    @Test
    void a_set_of_which_a_part_is_not_known_may_have_anything_in_it() throws UnreadableTemplate {
        Template template =
                TemplateReader.read(
                        """
                        Transform: AWS::Serverless-2016-10-31
                        Parameters: { Env: { Type: String } }
                        Conditions: { Prod: !Equals [!Ref Env, prod] }
                        Globals: { Function: !If [Prod, { Runtime: java25 }, !Ref AWS::NoValue] }
                        Resources:
                          Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://b/k } }
                          Whole: { Type: X, Properties: !If [Prod, { A: 1 }, { A: 2, B: 3 }] }
                          Part:
                            Type: X
                            Properties:
                              A: 1
                              Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://b/k } }
                          Deep: { Type: X, Properties: { In: { A: 1, Fn::Transform: { Name: M } } } }
                          Global: { Type: AWS::Serverless::Function, Properties: { A: 1 } }
                          None: { Type: X }
                        """,
                        Given.NOTHING);

        assertThat(template.problems()).isEmpty();
        assertThat(template.resources()).hasSize(5);
        for (String id : List.of("Whole", "Part", "Global")) {
            assertThat(template.resource(id).orElseThrow().get("B"))
                    .as(id)
                    .containsInstanceOf(Value.Unknown.class);
        }
        assertThat(said(template.resource("Part").orElseThrow().get("A").orElseThrow()))
                .isEqualTo("NUMBER 1");
        Resource deep = template.resource("Deep").orElseThrow();
        assertThat(deep.get("In", "B")).containsInstanceOf(Value.Unknown.class);
        assertThat(deep.get("B")).isEmpty();
        assertThat(template.resource("None").orElseThrow().get("B")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!Sub ['${Env}-x', { Env: a }] | TEXT a-x",
                "!Sub ['${Env}-x', { Env: !Ref Team }] | TEXT [own::Env]-x",
                "!Sub ['${Env}-x', { Env: !Ref It }] | TEXT [It]-x",
                "!Sub ['${Env}-x', { Team: a }] | TEXT dev-x (assumed)",
                "!Sub ['${Env}-x', !If [Unknown, { Env: a }, { Env: b }]] | TEXT [own::Env]-x",
                "!Sub ['${It.Arn}-x', { It.Arn: a }] | TEXT a-x",
                "!Sub ['${AWS::Region}-x', { Env: a }] | TEXT [AWS::Region]-x",
            })
    void the_variables_of_a_substitution_are_its_own_known_or_not(String written, String read)
            throws UnreadableTemplate {
        Template template =
                TemplateReader.read(
                        """
                        Parameters: { Env: { Type: String, Default: dev }, Team: { Type: String } }
                        Conditions: { Unknown: !Equals [!Ref Team, ours] }
                        Resources:
                          It: { Type: X, Properties: { A: %s } }
                        """
                                .formatted(written),
                        Given.NOTHING);
        assertThat(template.problems()).isEmpty();
        Value value = template.resource("It").orElseThrow().get("A").orElseThrow();
        assertThat(
                        value instanceof Value.Text text
                                ? text.pieces().stream()
                                        .map(piece ->
                                                piece.known()
                                                        ? piece.text()
                                                        : "[" + piece.text() + "]")
                                        .collect(Collectors.joining("", "TEXT ", ""))
                                : said(value))
                .isEqualTo(read);
    }

    /** YAML 1.1, in which these mean something; in YAML 1.2 some of them are errors. */
    static Stream<Arguments> takenAsCloudFormationDoes() {
        return Stream.of(
                arguments("a hyphen in a flow list", "{ A: !Join [-, [a, b]] }", "TEXT a-b"),
                arguments("the same with blanks", "{ A: !Join [ -, [ a, b ] ] }", "TEXT a-b"),
                arguments("a comma at the end of a flow map", "{ A: x, }", "TEXT x"),
                arguments("commas at the end of lists", "{ A: !Join [-, [a, b,],] }", "TEXT a-b"),
                arguments("no blank behind a quoted key", "{\"A\":\"x\"}", "TEXT x"),
                arguments("a closing brace at the margin", "{ A: x,\nB: y\n}", "TEXT x"),
                arguments("a colon in a plain text", "{ A: a:b }", "TEXT a:b"),
                arguments("a tab before a comment", "\n    A: x\t# c", "TEXT x"),
                arguments("a key asked for", "\n    ? A\n    : x", "TEXT x"),
                arguments("carriage returns", "\r\n    A: x\r\n    B: y\r\n", "TEXT x"),
                arguments("a block of blanks", "\n    A: |\n          \n  # c\n", "TEXT "),
                arguments("blanks, then less", "\n    A: >-\n         \n\n    B: y", "TEXT "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("takenAsCloudFormationDoes")
    void what_cloudformation_takes_is_read(String what, String properties, String value)
            throws UnreadableTemplate {
        String text = "\ufeffResources:\n It:\n  Type: X\n  Properties: " + properties;
        Template template = TemplateReader.read(text, Given.NOTHING);
        assertThat(said(template.resource("It").orElseThrow().get("A").orElseThrow()))
                .as(what)
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | it is empty",
                "hello | it is no template: a map with Resources is one",
                "'{ \"a\": 1 }' | it has no Resources",
                "'Resources: {' | it is not YAML",
                "'{ \"Resources\": ' | it is not JSON",
                "'{ \"Resources\": {} } x' | it is not JSON",
                "'{ \"Resources\": {}, }' | it is not JSON",
                "'a: [:, b]' | it is not YAML",
                "'a: @b' | it is not YAML",
                "'a: *b' | *b means nothing that stands before it",
            })
    void what_is_no_template_is_said_in_a_sentence(String text, String why) {
        assertThatThrownBy(() -> TemplateReader.read(text, Given.NOTHING))
                .isInstanceOf(UnreadableTemplate.class)
                .hasMessageStartingWith(why);
    }

    @Test
    void nesting_aliases_and_endless_keys_are_bounded() {
        String deep = "Resources: " + "[".repeat(10_000) + "]".repeat(10_000);
        assertThatThrownBy(() -> TemplateReader.read(deep, Given.NOTHING))
                .isInstanceOf(UnreadableTemplate.class)
                .hasMessage("it is nested deeper than 200 levels");
        assertThatThrownBy(() ->
                        TemplateReader.read("{\"Resources\":" + "[".repeat(10_000), Given.NOTHING))
                .isInstanceOf(UnreadableTemplate.class);
        StringBuilder bomb = new StringBuilder("A0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append(
                    "A%d: &a%d [%s]\n"
                            .formatted(
                                    i,
                                    i,
                                    String.join(
                                            ", ",
                                            List.of(
                                                    "*a" + (i - 1),
                                                    "*a" + (i - 1),
                                                    "*a" + (i - 1),
                                                    "*a" + (i - 1),
                                                    "*a" + (i - 1),
                                                    "*a" + (i - 1)))));
        }
        bomb.append("Resources: { It: { Type: X, Properties: { A: *a9 } } }\n");
        assertThatThrownBy(() -> TemplateReader.read(bomb.toString(), Given.NOTHING))
                .isInstanceOf(UnreadableTemplate.class)
                .hasMessageContaining("unfolds");
        assertThatThrownBy(() ->
                        TemplateReader.read(
                                "{\"" + "k".repeat(1_000_000) + "\": 1}", Given.NOTHING))
                .isInstanceOf(UnreadableTemplate.class)
                .hasMessage("it has no Resources");
    }
}
