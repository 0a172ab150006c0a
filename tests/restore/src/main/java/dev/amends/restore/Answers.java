package dev.amends.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What AWS and Slack answer in one sample. The last answer of an operation is given again. */
final class Answers {
    private final List<Rule> rules = new ArrayList<>();

    /** The answers to one operation, one after the other. */
    private static final class Rule {
        private final String operation;
        private final String saying;
        private final List<Function<Request, Response>> responses;
        private int next;

        Rule(String operation, String saying, List<Function<Request, Response>> responses) {
            this.operation = operation;
            this.saying = saying;
            this.responses = responses;
        }

        boolean fits(Request request) {
            return operation.equals(request.operation()) && request.body().contains(saying);
        }

        Response response(Request request) {
            return responses.get(Math.min(next++, responses.size() - 1)).apply(request);
        }
    }

    /** Answers an operation; what was said about it before counts no more. */
    Answers on(String operation, Response... responses) {
        return on(operation, "", responses);
    }

    /** Answers an operation when its request says this. */
    Answers on(String operation, String saying, Response... responses) {
        List<Function<Request, Response>> each = new ArrayList<>();
        for (Response response : responses) {
            each.add(request -> response);
        }
        rules.addFirst(new Rule(operation, saying, each));
        return this;
    }

    /** Answers an operation by what its request says. */
    Answers by(String operation, Function<Request, Response> response) {
        rules.addFirst(new Rule(operation, "", List.of(response)));
        return this;
    }

    /** The answer; an operation that the sample does not know is an error nobody retries. */
    synchronized Response to(Request request) {
        for (Rule rule : rules) {
            if (rule.fits(request)) {
                return rule.response(request);
            }
        }
        return error(400, "NoAnswerInThisSample", request.operation());
    }

    /** An error of a service that speaks JSON. */
    static Response error(int status, String type, String message) {
        return Response.of(
                status,
                "application/x-amz-json-1.0",
                "{\"__type\":\"com.amazonaws#" + type + "\",\"message\":\"" + message + "\"}");
    }

    static Response throttled() {
        return error(400, "ThrottlingException", "Rate exceeded");
    }

    static Response denied() {
        return error(400, "AccessDeniedException", "not authorized to perform this");
    }
}
