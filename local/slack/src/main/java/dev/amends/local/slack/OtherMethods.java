package dev.amends.local.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.amends.local.slack.People.Person;
import java.util.List;

/** The methods of the Web API that tell who is who, and the one that opens a modal. */
final class OtherMethods {

    private final Workspace workspace;

    OtherMethods(Workspace workspace) {
        this.workspace = workspace;
    }

    static Answer test() {
        Answer answer = Answer.ok();
        answer.body()
                .put("url", "https://amends-local.slack.com/")
                .put("team", "Amends (local)")
                .put("user", "amends")
                .put("team_id", WebApi.TEAM_ID)
                .put("user_id", WebApi.BOT_USER)
                .put("bot_id", WebApi.BOT_ID)
                .put("is_enterprise_install", false);
        return answer;
    }

    Answer user(Call call) {
        Person person =
                workspace
                        .people()
                        .withId(WebApi.required(call, "user"))
                        .orElseThrow(() -> new Refused("user_not_found"));
        return answer(person);
    }

    Answer userWithEmail(Call call) {
        Person person =
                workspace
                        .people()
                        .withEmail(WebApi.required(call, "email"))
                        .orElseThrow(() -> new Refused("users_not_found"));
        return answer(person);
    }

    /** The address is there only for those who may see it. */
    private Answer answer(Person person) {
        boolean withEmail =
                workspace
                        .app()
                        .manifest()
                        .map(manifest -> manifest.scopes().contains("users:read.email"))
                        .orElse(true);
        Answer answer = Answer.ok();
        ObjectNode user =
                answer.body()
                        .putObject("user")
                        .put("id", person.id())
                        .put("team_id", WebApi.TEAM_ID)
                        .put("name", person.username())
                        .put("deleted", false)
                        .put("real_name", person.name())
                        .put("tz", "Etc/UTC")
                        .put("tz_label", "Coordinated Universal Time")
                        .put("tz_offset", 0);
        ObjectNode profile =
                user.putObject("profile")
                        .put("real_name", person.name())
                        .put("real_name_normalized", person.name())
                        .put("display_name", person.name())
                        .put("display_name_normalized", person.name())
                        .put("team", WebApi.TEAM_ID);
        if (withEmail) {
            profile.put("email", person.email());
        }
        user.put("is_admin", false)
                .put("is_owner", false)
                .put("is_restricted", false)
                .put("is_ultra_restricted", false)
                .put("is_bot", false)
                .put("is_app_user", false);
        return answer;
    }

    Answer groupMembers(Call call) {
        People.Group group =
                workspace
                        .people()
                        .group(WebApi.required(call, "usergroup"))
                        .orElseThrow(() -> new Refused("no_such_subteam"));
        Answer answer = Answer.ok();
        ArrayNode users = answer.body().putArray("users");
        group.users().forEach(users::add);
        return answer;
    }

    Answer openView(Call call) {
        String trigger = WebApi.required(call, "trigger_id");
        JsonNode view = view(call);
        List<String> problems = BlockKit.viewProblems(view);
        if (!problems.isEmpty()) {
            throw new Refused(Answer.error("invalid_arguments", problems));
        }
        String user = workspace.triggers().exchange(trigger);
        Answer answer = Answer.ok();
        answer.body().set("view", workspace.views().open(user, (ObjectNode) view).view());
        return answer;
    }

    /** An object, or as in a form an object written as a string. */
    private static JsonNode view(Call call) {
        JsonNode view = call.arguments().path("view");
        if (!view.isTextual()) {
            return view;
        }
        try {
            return Json.parse(view.textValue());
        } catch (JsonProcessingException e) {
            throw new Refused(
                    Answer.error(
                            "invalid_arguments",
                            List.of("must provide an object [json-pointer:/view]")));
        }
    }
}
