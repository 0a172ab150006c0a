package dev.amends.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Failures somebody asked for, to see what the bot makes of them. */
final class Faults {

    /**
     * One kind of failure.
     *
     * @param method the Web API method, or {@code *} for all
     * @param times how many calls still fail
     * @param status the HTTP status; with 200 the error is in the body alone
     * @param retryAfter seconds for the {@code Retry-After} header, 0 for none
     * @param error Slack's error code; empty with status 200, where only the delay counts
     * @param delayMillis how long the answer takes
     * @param afterwards the call is carried out, only its answer is lost
     */
    record Fault(
            String method,
            int times,
            int status,
            int retryAfter,
            String error,
            int delayMillis,
            boolean afterwards) {

        private static final Set<String> FIELDS =
                Set.of(
                        "method",
                        "times",
                        "status",
                        "retryAfter",
                        "error",
                        "delayMillis",
                        "afterwards");

        static Fault of(JsonNode json) {
            for (var property : json.properties()) {
                if (!FIELDS.contains(property.getKey())) {
                    throw new IllegalArgumentException("unknown field " + property.getKey());
                }
            }
            int status =
                    json.path("status")
                            .asInt(json.has("error") || json.has("delayMillis") ? 200 : 500);
            int times = json.path("times").asInt(1);
            int retryAfter = json.path("retryAfter").asInt(status == 429 ? 1 : 0);
            int delay = json.path("delayMillis").asInt(0);
            if (!json.isObject()
                    || status < 200
                    || status > 599
                    || times < 1
                    || retryAfter < 0
                    || delay < 0) {
                throw new IllegalArgumentException(
                        "expected {\"method\", \"times\" > 0, \"status\" 200–599, \"retryAfter\", \"error\","
                                + " \"delayMillis\", \"afterwards\"}");
            }
            String error = Json.string(json, "error");
            String method = Json.string(json, "method");
            return new Fault(
                    method.isEmpty() ? "*" : method,
                    times,
                    status,
                    retryAfter,
                    error.isEmpty() ? usualError(status) : error,
                    delay,
                    json.path("afterwards").asBoolean(false));
        }

        private static String usualError(int status) {
            return switch (status) {
                case 200 -> "";
                case 429 -> "ratelimited";
                default -> "internal_error";
            };
        }

        /** Whether the caller gets the true answer, only later. */
        boolean delaysOnly() {
            return status == 200 && error.isEmpty();
        }

        private Fault once() {
            return new Fault(method, times - 1, status, retryAfter, error, delayMillis, afterwards);
        }

        private ObjectNode json() {
            return Json.object()
                    .put("method", method)
                    .put("times", times)
                    .put("status", status)
                    .put("retryAfter", retryAfter)
                    .put("error", error)
                    .put("delayMillis", delayMillis)
                    .put("afterwards", afterwards);
        }

        /** The answer in place of the true one. */
        Answer answer() {
            Answer answer = Answer.error(error).withStatus(status);
            return retryAfter == 0 ? answer : answer.withRetryAfter(retryAfter);
        }
    }

    private final List<Fault> faults = new ArrayList<>();

    synchronized void add(Fault fault) {
        faults.add(fault);
    }

    /** The fault this call meets, if any; it is used up once. */
    synchronized Optional<Fault> take(String method) {
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.method().equals("*") || fault.method().equals(method)) {
                if (fault.times() > 1) {
                    faults.set(i, fault.once());
                } else {
                    faults.remove(i);
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    synchronized ArrayNode json() {
        ArrayNode all = Json.array();
        faults.forEach(fault -> all.add(fault.json()));
        return all;
    }

    synchronized void clear() {
        faults.clear();
    }
}
