package dev.amends.local.slack;

import dev.amends.local.slack.Faults.Fault;
import dev.amends.local.slack.Pace.Allowance;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The Web API: who may call, which method, how often. */
final class WebApi {

    static final String TEAM_ID = "T0AMENDS01";
    static final String APP_ID = "A0AMENDS01";
    static final String BOT_ID = "B0AMENDS01";
    static final String BOT_USER = "U0AMENDS01";

    /**
     * A method.
     *
     * @param scope what the token needs for it, empty for nothing
     * @param form whether its arguments come in a form only: Slack's methods that read do not look
     *     into JSON
     * @param pace how often, for the methods where nothing but the token counts
     */
    private record Method(
            String scope, boolean form, Optional<Allowance> pace, Function<Call, Answer> body) {}

    private final String token;
    private final Workspace workspace;
    private final Faults faults;
    private final Map<String, Method> methods;

    WebApi(String token, Workspace workspace, Faults faults, Supplier<String> address) {
        this.token = token;
        this.workspace = workspace;
        this.faults = faults;
        ChatMethods chat = new ChatMethods(workspace, address);
        OtherMethods other = new OtherMethods(workspace);
        methods =
                Map.of(
                        "auth.test",
                        new Method("", false, Optional.empty(), call -> OtherMethods.test()),
                        "chat.getPermalink",
                        new Method("", true, Optional.empty(), chat::permalink),
                        "chat.postEphemeral",
                        new Method("chat:write", false, Optional.of(Pace.TIER_4), chat::ephemeral),
                        "chat.postMessage",
                        new Method("chat:write", false, Optional.empty(), chat::post),
                        "chat.update",
                        new Method("chat:write", false, Optional.empty(), chat::update),
                        "usergroups.users.list",
                        new Method(
                                "usergroups:read",
                                true,
                                Optional.of(Pace.TIER_2),
                                other::groupMembers),
                        "users.info",
                        new Method("users:read", true, Optional.of(Pace.TIER_4), other::user),
                        "users.lookupByEmail",
                        new Method(
                                "users:read.email",
                                true,
                                Optional.of(Pace.TIER_3),
                                other::userWithEmail),
                        "views.open",
                        new Method("", false, Optional.of(Pace.TIER_4), other::openView));
    }

    Set<String> methods() {
        return methods.keySet();
    }

    /** Answers a call, or fails it if somebody asked for that. */
    Answer answer(Call call) {
        Optional<Fault> fault = faults.take(call.method());
        if (fault.isEmpty()) {
            return carryOut(call);
        }
        if (fault.get().afterwards()) {
            Answer lost = carryOut(call);
            if (!lost.body().path("ok").asBoolean()) {
                return lost;
            }
        }
        sleep(fault.get().delayMillis());
        return fault.get().delaysOnly() ? carryOut(call) : fault.get().answer();
    }

    private Answer carryOut(Call call) {
        Method method = methods.get(call.method());
        if (method == null) {
            Answer answer = Answer.error("unknown_method");
            answer.body().put("req_method", call.method());
            return answer;
        }
        try {
            checkToken(call);
            checkScope(method.scope());
            method.pace()
                    .ifPresent(allowance -> checkPace(workspace.pace(), call.method(), allowance));
            return method.body()
                    .apply(method.form() && call.json() ? call.withoutArguments() : call)
                    .with(call.warnings());
        } catch (Refused refused) {
            return refused.answer();
        }
    }

    private void checkToken(Call call) {
        if (call.token().isEmpty()) {
            throw new Refused("not_authed");
        }
        byte[] given = call.token().getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, token.getBytes(StandardCharsets.UTF_8))) {
            throw new Refused("invalid_auth");
        }
    }

    private void checkScope(String scope) {
        Optional<Manifest> manifest = workspace.app().manifest();
        if (scope.isEmpty() || manifest.isEmpty() || manifest.get().scopes().contains(scope)) {
            return;
        }
        Answer answer = Answer.error("missing_scope");
        answer.body().put("needed", scope).put("provided", manifest.get().provided());
        throw new Refused(answer);
    }

    static void checkPace(Pace pace, String key, Allowance allowance) {
        int seconds = pace.secondsToWait(key, allowance);
        if (seconds > 0) {
            throw new Refused(Answer.error("ratelimited").withStatus(429).withRetryAfter(seconds));
        }
    }

    /** An argument that has to be there. */
    static String required(Call call, String name) {
        String value = call.string(name);
        if (value.isEmpty()) {
            throw new Refused(
                    Answer.error(
                            "invalid_arguments",
                            List.of(
                                    "missing required field: "
                                            + name
                                            + " [json-pointer:/"
                                            + name
                                            + "]")));
        }
        return value;
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
