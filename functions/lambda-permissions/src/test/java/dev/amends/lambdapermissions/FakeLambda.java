package dev.amends.lambdapermissions;

import dev.amends.core.json.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import software.amazon.awssdk.services.lambda.model.AddPermissionResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionUrlConfigRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionUrlConfigResponse;
import software.amazon.awssdk.services.lambda.model.GetPolicyRequest;
import software.amazon.awssdk.services.lambda.model.GetPolicyResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ListTagsRequest;
import software.amazon.awssdk.services.lambda.model.ListTagsResponse;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.RemovePermissionRequest;
import software.amazon.awssdk.services.lambda.model.RemovePermissionResponse;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Lambda, as far as policies go: one function, whose revision changes with every write. */
final class FakeLambda implements LambdaClient {
    final Map<String, Node> statements = new LinkedHashMap<>();
    final List<String> calls = new ArrayList<>();
    boolean there = true;

    /** Runs before each call, with its name: where somebody else comes in between. */
    Runnable before = () -> {};

    String denied = "";

    /** What is answered with nothing in it. */
    String empty = "";

    private int revision = 1;

    void put(String json) {
        Node statement = Statements.parse(Node.of(json));
        statements.put(statement.text("Sid"), statement);
        revision++;
    }

    void take(String sid) {
        statements.remove(sid);
        revision++;
    }

    private void call(String name, String detail) {
        calls.add(detail.isEmpty() ? name : name + " " + detail);
        before.run();
        if (name.equals(denied)) {
            throw LambdaException.builder()
                    .awsErrorDetails(
                            AwsErrorDetails.builder().errorCode("AccessDeniedException").build())
                    .build();
        }
    }

    private static ResourceNotFoundException notFound(String message) {
        return ResourceNotFoundException.builder()
                .awsErrorDetails(
                        AwsErrorDetails.builder()
                                .errorCode("ResourceNotFoundException")
                                .errorMessage(message)
                                .build())
                .build();
    }

    @Override
    public GetPolicyResponse getPolicy(GetPolicyRequest request) {
        call("GetPolicy", "");
        if (empty.equals("GetPolicy")) {
            return GetPolicyResponse.builder().build();
        }
        if (!there) {
            throw notFound("Function not found: " + request.functionName());
        }
        if (statements.isEmpty()) {
            throw notFound("The resource you requested does not exist.");
        }
        return GetPolicyResponse.builder()
                .policy(new Statements(List.copyOf(statements.values())).policy())
                .revisionId(Integer.toString(revision))
                .build();
    }

    @Override
    public GetFunctionUrlConfigResponse getFunctionUrlConfig(GetFunctionUrlConfigRequest request) {
        call("GetFunctionUrlConfig", "");
        if (empty.equals("GetFunctionUrlConfig")) {
            return GetFunctionUrlConfigResponse.builder().build();
        }
        throw notFound("The resource you requested does not exist.");
    }

    @Override
    public ListTagsResponse listTags(ListTagsRequest request) {
        call("ListTags", request.resource());
        return ListTagsResponse.builder().tags(Map.of("owner", "orders")).build();
    }

    @Override
    public AddPermissionResponse addPermission(AddPermissionRequest request) {
        call("AddPermission", request.statementId());
        if (!Integer.toString(revision).equals(request.revisionId())) {
            throw PreconditionFailedException.builder().build();
        }
        if (statements.containsKey(request.statementId())) {
            throw ResourceConflictException.builder().build();
        }
        put(
                new Permission(
                                request.statementId(),
                                request.action(),
                                request.principal(),
                                "arn:aws:lambda:eu-west-1:111122223333:function:orders-api",
                                request.sourceArn(),
                                request.sourceAccount())
                        .statement()
                        .toString());
        return AddPermissionResponse.builder().build();
    }

    @Override
    public RemovePermissionResponse removePermission(RemovePermissionRequest request) {
        call("RemovePermission", request.statementId());
        if (!Integer.toString(revision).equals(request.revisionId())) {
            throw PreconditionFailedException.builder().build();
        }
        take(request.statementId());
        return RemovePermissionResponse.builder().build();
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
