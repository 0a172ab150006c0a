package dev.amends.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * What a statement allows to be done, as a verb phrase: "read and write objects of orders-bucket".
 * Actions: <a
 * href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html">S3</a>
 * and <a
 * href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html">Lambda</a>
 * in the service authorization reference.
 *
 * @param phrase what can be done
 * @param power whether it lets change who else comes in, or everything
 * @param actions patterns in lower case
 */
record Doing(String phrase, boolean power, List<String> actions, boolean exceptActions) {

    private record Example(String action, String verb, boolean power) {}

    private static final List<Example> OBJECTS =
            List.of(
                    new Example("s3:listbucket", "list", false),
                    new Example("s3:getobject", "read", false),
                    new Example("s3:putobject", "write", false),
                    new Example("s3:deleteobject", "delete", false));
    private static final List<Example> BUCKET =
            List.of(
                    new Example("s3:putbucketpolicy", "change the policy of", true),
                    new Example("s3:putbucketacl", "change the ACL of", true),
                    new Example("s3:putlifecycleconfiguration", "change settings of", false),
                    new Example("s3:getbucketacl", "read settings of", false),
                    new Example("s3:deletebucket", "delete", true));
    private static final List<Example> FUNCTION =
            List.of(
                    new Example("lambda:invokefunction", "invoke", false),
                    new Example("lambda:invokefunctionurl", "call the URL of", false),
                    new Example("lambda:updatefunctioncode", "change the code of", true),
                    new Example("lambda:updatefunctionconfiguration", "change settings of", true),
                    new Example("lambda:addpermission", "change the policy of", true),
                    new Example("lambda:getfunction", "read the code of", false),
                    new Example("lambda:deletefunction", "delete", true));

    static Doing of(Statement statement, Setting setting) {
        String name = Text.quote(setting.name());
        List<String> actions = statement.actions();
        if (statement.exceptActions()) {
            return new Doing(
                    "do everything except what it names with " + name, true, actions, true);
        }
        String service =
                switch (setting.kind()) {
                    case S3_BUCKET -> "s3:*";
                    case LAMBDA_FUNCTION -> "lambda:*";
                    case OTHER -> "*";
                };
        if (actions.contains("*") || actions.contains(service)) {
            return new Doing("do anything with " + name, true, actions, false);
        }
        List<String> phrases = new ArrayList<>();
        boolean power = false;
        switch (setting.kind()) {
            case S3_BUCKET -> {
                List<String> verbs = new ArrayList<>();
                collect(OBJECTS, actions, verbs);
                if (!verbs.isEmpty()) {
                    phrases.add(
                            joined(verbs)
                                    + (verbs.equals(List.of("write"))
                                            ? " objects to"
                                            : " objects of"));
                }
                power = collect(BUCKET, actions, phrases);
            }
            case LAMBDA_FUNCTION -> power = collect(FUNCTION, actions, phrases);
            case OTHER -> {}
        }
        if (phrases.isEmpty()) {
            List<String> named = new ArrayList<>();
            for (String action : statement.named()) {
                named.add(Text.quote(action));
            }
            phrases.add(named.isEmpty() ? "act on" : "call " + Text.list(named) + " on");
            power = actions.stream().anyMatch(action -> action.endsWith(":*"));
        }
        return new Doing(joined(ofOnce(phrases)) + " " + name, power, actions, false);
    }

    /** "read objects and change the policy of": what they share is said once. */
    private static List<String> ofOnce(List<String> phrases) {
        int last = phrases.size() - 1;
        if (!phrases.get(last).endsWith(" of")) {
            return phrases;
        }
        List<String> said = new ArrayList<>();
        for (int i = 0; i < last; i++) {
            String phrase = phrases.get(i);
            said.add(phrase.endsWith(" of") ? phrase.substring(0, phrase.length() - 3) : phrase);
        }
        said.add(phrases.get(last));
        return said;
    }

    /** "a, b and c", never shortened: there are few verbs. */
    private static String joined(List<String> words) {
        int last = words.size() - 1;
        return last == 0
                ? words.get(0)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    private static boolean collect(
            List<Example> examples, List<String> actions, List<String> into) {
        boolean power = false;
        for (Example example : examples) {
            for (String action : actions) {
                if (Wildcard.matches(action, example.action)) {
                    into.add(example.verb);
                    power |= example.power;
                    break;
                }
            }
        }
        return power;
    }

    /** Whether a function URL is among what can be called. */
    boolean url() {
        for (String action : actions) {
            if (Wildcard.matches(action, "lambda:invokefunctionurl")) {
                return true;
            }
        }
        return exceptActions;
    }

    /** Whether every action is one of those named. */
    boolean within(List<String> named) {
        return !exceptActions && named.containsAll(actions);
    }

    /**
     * Whether this is one of the two statements that open a function URL: InvokeFunctionUrl under
     * AuthType NONE and, since October 2025, InvokeFunction through the URL (<a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html">Lambda developer guide,
     * function URLs</a>).
     */
    boolean onlyThroughUrl(boolean twin) {
        return twin
                ? within(List.of("lambda:invokefunction", "lambda:invokefunctionurl"))
                : within(List.of("lambda:invokefunctionurl"));
    }
}
