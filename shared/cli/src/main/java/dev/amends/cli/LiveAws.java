package dev.amends.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * AWS as the environment names it: profile, credentials, Region and {@code AWS_ENDPOINT_URL} are
 * read by the SDK itself, the way every AWS tool reads them.
 */
final class LiveAws implements Aws {
    /** A function that was just deployed may take most of its minute for the first record. */
    private static final Duration ANSWER = Duration.ofSeconds(90);

    private final @Nullable String region;
    private final SdkHttpClient http =
            UrlConnectionHttpClient.builder()
                    .connectionTimeout(Duration.ofSeconds(5))
                    .socketTimeout(ANSWER)
                    .build();

    LiveAws(@Nullable String region) {
        this.region = region;
    }

    @Override
    public CloudFormationClient cloudFormation() {
        return client(CloudFormationClient.builder());
    }

    @Override
    public DynamoDbClient dynamo() {
        return client(DynamoDbClient.builder());
    }

    @Override
    public CloudTrailClient cloudTrail() {
        return client(CloudTrailClient.builder());
    }

    @Override
    public EventBridgeClient eventBridge() {
        return client(EventBridgeClient.builder());
    }

    @Override
    public LambdaClient lambda() {
        return client(LambdaClient.builder());
    }

    @Override
    public SqsClient sqs() {
        return client(SqsClient.builder());
    }

    @Override
    public StsClient sts() {
        return client(StsClient.builder());
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        builder.httpClient(http);
        if (region != null) {
            builder.region(Region.of(region));
        }
        return builder.build();
    }
}
