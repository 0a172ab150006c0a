package dev.amends.restore;

import java.util.ArrayList;
import java.util.List;

/** What AWS and Slack answer in one sample. The last answer of an operation is given again. */
final class Answers {
    private final List<Rule> rules = new ArrayList<>();

    /** The answers to one operation, one after the other. */
    private static final class Rule {
        private final String operation;
        private final String saying;
        private final List<Response> responses;
        private int next;

        Rule(String operation, String saying, List<Response> responses) {
            this.operation = operation;
            this.saying = saying;
            this.responses = responses;
        }

        boolean fits(Request request) {
            return operation.equals(request.operation()) && request.body().contains(saying);
        }

        Response response() {
            return responses.get(Math.min(next++, responses.size() - 1));
        }
    }

    /** Answers an operation; what was said about it before counts no more. */
    Answers on(String operation, Response... responses) {
        return on(operation, "", responses);
    }

    /** Answers an operation when its request says this. */
    Answers on(String operation, String saying, Response... responses) {
        rules.addFirst(new Rule(operation, saying, List.of(responses)));
        return this;
    }

    /** The answer; an operation that the sample does not know is an error nobody retries. */
    synchronized Response to(Request request) {
        for (Rule rule : rules) {
            if (rule.fits(request)) {
                return rule.response();
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
