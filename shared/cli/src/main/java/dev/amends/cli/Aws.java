package dev.amends.cli;

import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The services a command may call, each built when it is first asked for. */
interface Aws {
    CloudFormationClient cloudFormation();

    CloudTrailClient cloudTrail();

    DynamoDbClient dynamo();

    EventBridgeClient eventBridge();

    LambdaClient lambda();

    SqsClient sqs();

    StsClient sts();
}
