package dev.amends.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeTest {
    private static final String RECORD =
            """
            {"eventID":"e-1","eventName":"CreateLogGroup","eventSource":"logs.amazonaws.com",
             "eventTime":"2026-03-01T10:00:00Z","awsRegion":"eu-west-1","recipientAccountId":"111122223333",
             "userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/ana","userName":"ana"},
             "userAgent":"aws-cli/2.15","requestParameters":{"logGroupName":"/a"}}
            """;

    @Test
    void a_bare_record_and_one_in_an_envelope_read_alike() throws BadJson {
        var bare = Change.parse(Node.parse(RECORD), Origin.EVENT).orElseThrow();
        var inside =
                Change.parse(Node.parse("{\"detail\":" + RECORD + "}"), Origin.EVENT).orElseThrow();
        assertThat(inside.eventId()).isEqualTo(bare.eventId()).isEqualTo("e-1");
        assertThat(bare.actor().name()).isEqualTo("ana");
        assertThat(bare.actor().tool()).isEqualTo(Tool.CLI);
        assertThat(bare.request().text("logGroupName")).isEqualTo("/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eventID",
                "eventName",
                "eventSource",
                "eventTime",
                "awsRegion",
                "recipientAccountId"
            })
    void without_one_of_the_fields_that_identify_it_it_is_no_record(String field) throws BadJson {
        Node broken = Node.parse(RECORD.replace("\"" + field + "\"", "\"gone\""));
        assertThat(Change.parse(broken, Origin.EVENT)).isEmpty();
    }

    @Test
    void fields_of_wrong_types_are_taken_as_absent() throws BadJson {
        Node odd =
                Node.parse(
                        """
                        {"eventID":"e-2","eventName":"CreateLogGroup","eventSource":"logs.amazonaws.com",
                         "eventTime":"2026-03-01T10:00:00Z","awsRegion":"eu-west-1","recipientAccountId":"111122223333",
                         "userIdentity":"nobody","userAgent":7,"requestParameters":null,"errorCode":null}
                        """);
        Change change = Change.parse(odd, Origin.EVENT).orElseThrow();
        assertThat(change.actor().name()).isEqualTo("somebody");
        assertThat(change.actor().tool()).isEqualTo(Tool.OTHER);
        assertThat(change.request().exists()).isFalse();
        assertThat(change.errorCode()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    cloudformation.amazonaws.com                                       | CLOUDFORMATION
                    awslambda-worker/1.0  rusoto/0.48.0                                | LAMBDA
                    rds.amazonaws.com                                                  | SERVICE
                    APN/1.0 HashiCorp/1.0 Terraform/1.9.5 aws-sdk-go-v2/1.30           | TERRAFORM
                    console.amazonaws.com                                              | CONSOLE
                    aws-cli/2.17.0 md/awscrt#0.20                                      | CLI
                    Boto3/1.34.2 Python/3.12                                           | SDK
                    aws-sdk-java/2.25 lang/java#21                                     | SDK
                    curl/8                                                             | OTHER
                    """)
    void the_user_agent_tells_the_tool(String agent, Tool tool) throws BadJson {
        Node record = Node.parse(RECORD.replace("aws-cli/2.15", agent));
        assertThat(Change.parse(record, Origin.EVENT).orElseThrow().actor().tool()).isEqualTo(tool);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    lambda.amazonaws.com | AddPermission20150331v2         | AddPermission
                    lambda.amazonaws.com | AddPermission20150331           | AddPermission
                    lambda.amazonaws.com | CreateFunctionUrlConfig20211031 | CreateFunctionUrlConfig
                    lambda.amazonaws.com | CreateFunctionUrlConfig         | CreateFunctionUrlConfig
                    lambda.amazonaws.com | PutResourcePolicy20250307       | PutResourcePolicy
                    lambda.amazonaws.com | PutResourcePolicy20260709v12    | PutResourcePolicy
                    lambda.amazonaws.com | Invoke1999                      | Invoke1999
                    lambda.amazonaws.com | Invoke19990101                  | Invoke19990101
                    lambda.amazonaws.com | Import20150331v                 | Import20150331v
                    lambda.amazonaws.com | 20150331v2                      | 20150331v2
                    logs.amazonaws.com   | CreateLogGroup20140328          | CreateLogGroup20140328
                    """)
    void lambda_writes_the_version_of_its_api_behind_a_name_and_nobody_else_does(
            String source, String recorded, String name) throws BadJson {
        Node record =
                Node.parse(
                        RECORD.replace("CreateLogGroup", recorded)
                                .replace("logs.amazonaws.com", source));
        assertThat(Change.parse(record, Origin.EVENT).orElseThrow().eventName()).isEqualTo(name);
    }

    @Test
    void an_assumed_role_is_named_by_its_session() throws BadJson {
        Node record =
                Node.parse(
                        RECORD.replace(
                                "{\"type\":\"IAMUser\",\"arn\":\"arn:aws:iam::111122223333:user/ana\",\"userName\":\"ana\"}",
                                "{\"type\":\"AssumedRole\",\"arn\":\"arn:aws:sts::111122223333:assumed-role/dev/bo@example.com\",\"sessionContext\":{\"sessionIssuer\":{\"arn\":\"arn:aws:iam::111122223333:role/dev\"}}}"));
        Actor actor = Change.parse(record, Origin.EVENT).orElseThrow().actor();
        assertThat(actor.name()).isEqualTo("bo@example.com");
        assertThat(actor.role()).isEqualTo("arn:aws:iam::111122223333:role/dev");
    }
}
