package dev.amends.stacks;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;

/**
 * CloudFormation with one stack, which may have a change set. A template "null" is an answer
 * without one, "does not exist" the error that says so.
 */
final class FakeCloudFormation implements CloudFormationClient {
    static final String ID = "arn:aws:cloudformation:eu-west-1:111122223333:stack/orders/3075af5b";

    final List<String> calls = new ArrayList<>();
    String template = "";
    String processed = "{}";
    String pending = "";

    /** Empty: no stack is in the answer. */
    String status = "CREATE_COMPLETE";

    @Override
    public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
        calls.add("DescribeStacks");
        if (status.isEmpty()) {
            return DescribeStacksResponse.builder().build();
        }
        return DescribeStacksResponse.builder()
                .stacks(
                        Stack.builder()
                                .stackId(ID)
                                .stackName("orders")
                                .stackStatus(status)
                                .tags(Tag.builder().key("owner").value("payments").build())
                                .build())
                .build();
    }

    @Override
    public DescribeChangeSetResponse describeChangeSet(DescribeChangeSetRequest request) {
        calls.add("DescribeChangeSet");
        return DescribeChangeSetResponse.builder()
                .changeSetName("release-7")
                .status(ChangeSetStatus.CREATE_COMPLETE)
                .build();
    }

    @Override
    public GetTemplateResponse getTemplate(GetTemplateRequest request) {
        calls.add("GetTemplate");
        String body =
                request.templateStage() == TemplateStage.PROCESSED
                        ? processed
                        : request.changeSetName() != null ? pending : template;
        if (body.equals("does not exist")) {
            throw CloudFormationException.builder()
                    .message("Stack with id orders does not exist")
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder().errorCode("ValidationError").build())
                    .build();
        }
        return GetTemplateResponse.builder()
                .templateBody(body.equals("null") ? null : body)
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
