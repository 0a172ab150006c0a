package dev.amends.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests that try to get past a policy, made from the policy itself: whoever comes from outside,
 * times its actions and resources, times values of the keys its conditions ask about (none, each of
 * its own, one character changed, wildcards filled, something else).
 */
final class Outsiders {
    static final String OWN = KnownVerdicts.OWN;
    private static final String FRESH = "999988887777";
    private static final String FRESH_ORGANISATION = "o-fresh99999";
    private static final Pattern ACCOUNT = Pattern.compile("(?<![0-9])[0-9]{12}(?![0-9])");
    private static final Pattern ORGANISATION = Pattern.compile("o-[a-z0-9]{10}(?![a-z0-9])");
    private static final Map<String, Object> ANONYMOUS = Map.of("type", "Anonymous");

    private static final List<String> OBJECT =
            List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:PutObjectAcl");
    private static final List<String> BUCKET =
            List.of("s3:ListBucket", "s3:PutBucketPolicy", "s3:GetBucketAcl", "s3:DeleteBucket");
    private static final List<String> FUNCTION =
            List.of(
                    "lambda:InvokeFunction",
                    "lambda:InvokeFunctionUrl",
                    "lambda:AddPermission",
                    "lambda:GetFunction");

    /**
     * A request.
     *
     * @param least how open a policy is at least that lets it through; {@link Who#FINE} for those
     *     who are meant
     * @param context by key in lower case
     */
    record Request(
            Object principal,
            String action,
            String resource,
            Map<String, Object> context,
            Who least) {

        Map<String, Object> toMap() {
            return Map.of(
                    "principal", principal,
                    "action", action,
                    "resource", resource,
                    "context", context);
        }
    }

    /** Who asks. */
    private record Caller(Object principal, Who least, Map<String, Object> context) {
        boolean named() {
            return least == Who.OTHER_ACCOUNT || least == Who.ORGANISATION;
        }
    }

    private final Setting setting;
    private final Random random;
    private final String text;
    private final Map<String, Set<String>> values = new TreeMap<>();
    private final Set<String> actions = new LinkedHashSet<>();
    private final Set<String> resources = new LinkedHashSet<>();
    private final Set<String> principals = new TreeSet<>();
    private final Set<String> services = new TreeSet<>();
    private boolean everyone;

    private Outsiders(Map<?, ?> policy, Setting setting, Random random) {
        this.setting = setting;
        this.random = random;
        this.text = String.valueOf(policy);
        for (Object any : list(policy.get("Statement"))) {
            if (any instanceof Map<?, ?> statement) {
                read(statement);
            }
        }
    }

    /** So many requests at most, chosen by chance. */
    static List<Request> of(Map<?, ?> policy, Setting setting, Random random, int most) {
        Outsiders outsiders = new Outsiders(policy, setting, random);
        List<Request> requests = new ArrayList<>();
        for (Caller caller : outsiders.callers()) {
            for (String action : outsiders.actions) {
                for (String resource : outsiders.resourcesOf(action)) {
                    for (int i = 0; i < 4; i++) {
                        Request request = outsiders.request(caller, action, resource);
                        if (outsiders.possible(request)) {
                            requests.add(request);
                        }
                    }
                }
            }
        }
        Collections.shuffle(requests, random);
        return requests.subList(0, Math.min(most, requests.size()));
    }

    private void read(Map<?, ?> statement) {
        boolean allow = "Allow".equals(statement.get("Effect"));
        if (allow) {
            actions(list(statement.get("Action")));
            if (statement.containsKey("NotAction")) {
                actions(List.of("*"));
            }
            Object principal = statement.get("Principal");
            everyone |=
                    principal == null
                            || "*".equals(principal)
                            || (principal instanceof Map<?, ?> map
                                    && list(map.get("AWS")).contains("*"));
        }
        list(statement.get("Resource")).forEach(each -> resources.add(fill(String.valueOf(each))));
        list(statement.get("NotResource"))
                .forEach(each -> resources.add(fill(String.valueOf(each))));
        for (String element : List.of("Principal", "NotPrincipal")) {
            if (statement.get(element) instanceof Map<?, ?> map) {
                list(map.get("AWS")).forEach(each -> principals.add(String.valueOf(each)));
                list(map.get("Service")).forEach(each -> services.add(String.valueOf(each)));
            }
        }
        if (statement.get("Condition") instanceof Map<?, ?> block) {
            block.values()
                    .forEach(keys -> {
                        if (keys instanceof Map<?, ?> map) {
                            map.forEach((key, of) ->
                                    list(of).forEach(value ->
                                            values.computeIfAbsent(
                                                            String.valueOf(key)
                                                                    .toLowerCase(Locale.ROOT),
                                                            k -> new LinkedHashSet<>())
                                                    .add(String.valueOf(value))));
                        }
                    });
        }
    }

    private void actions(List<?> patterns) {
        List<String> known = new ArrayList<>();
        if (setting.kind() == Kind.S3_BUCKET) {
            known.addAll(OBJECT);
            known.addAll(BUCKET);
        } else {
            known.addAll(FUNCTION);
        }
        for (Object pattern : patterns) {
            String wanted = String.valueOf(pattern).toLowerCase(Locale.ROOT);
            boolean literal = wanted.startsWith(service()) && !Wildcard.in(wanted);
            if (literal && known.stream().noneMatch(wanted::equalsIgnoreCase)) {
                actions.add(String.valueOf(pattern));
            }
            for (String action : known) {
                if (Wildcard.matches(wanted, action.toLowerCase(Locale.ROOT))) {
                    actions.add(action);
                }
            }
        }
    }

    private String service() {
        return setting.kind() == Kind.S3_BUCKET ? "s3:" : "lambda:";
    }

    private List<String> resourcesOf(String action) {
        if (setting.kind() != Kind.S3_BUCKET) {
            return List.of("arn:aws:lambda:eu-west-1:" + OWN + ":function:" + setting.name());
        }
        String bucket = "arn:aws:s3:::" + setting.name();
        if (BUCKET.contains(action)) {
            return List.of(bucket);
        }
        List<String> objects = new ArrayList<>(List.of(bucket + "/orders/1"));
        if (!OBJECT.contains(action)) {
            objects.add(bucket);
        }
        for (String resource : resources) {
            if (resource.startsWith(bucket + "/")) {
                objects.add(resource);
            }
        }
        return objects;
    }

    // ---------------------------------------------------------------------------------- callers

    private List<Caller> callers() {
        List<Caller> callers = new ArrayList<>();
        callers.add(new Caller(ANONYMOUS, Who.FUNCTION_URL_PUBLIC, Map.of()));
        for (String arn : arns(FRESH)) {
            callers.add(person(FRESH, arn, FRESH_ORGANISATION, Who.FUNCTION_URL_PUBLIC));
            callers.add(person(FRESH, arn, "", Who.FUNCTION_URL_PUBLIC));
        }
        Set<String> organisations = found(ORGANISATION);
        for (String organisation : organisations) {
            callers.add(
                    person(
                            FRESH,
                            "arn:aws:iam::" + FRESH + ":role/x",
                            organisation,
                            of(organisation)));
        }
        for (String account : found(ACCOUNT)) {
            boolean logs =
                    Services.loadBalancing(
                            new Principal.Account(account, account, ""),
                            new Doing("", false, List.of("s3:putobject"), false));
            if (account.equals(OWN) || logs) {
                continue; // in the accounts of Elastic Load Balancing nobody but it is
            }
            for (String arn : arns(account)) {
                callers.add(person(account, arn, "", Who.OTHER_ACCOUNT));
                for (String organisation : organisations) {
                    callers.add(person(account, arn, organisation, of(organisation)));
                }
            }
        }
        Set<String> named = new TreeSet<>(services);
        named.add("sns.amazonaws.com");
        named.remove("*");
        for (String service : named) {
            callers.add(service(service, "", "", "", Who.SERVICE_WITHOUT_SOURCE));
            for (String arn : sources(FRESH)) {
                callers.add(
                        service(
                                service,
                                FRESH,
                                arn,
                                FRESH_ORGANISATION,
                                Who.SERVICE_WITHOUT_SOURCE));
            }
            for (String account : found(ACCOUNT)) {
                for (String arn : sources(account)) {
                    callers.add(
                            service(
                                    service,
                                    account,
                                    arn,
                                    "",
                                    account.equals(OWN) ? Who.FINE : Who.OTHER_ACCOUNT));
                }
            }
            for (String organisation : organisations) {
                callers.add(
                        service(
                                service,
                                FRESH,
                                "arn:aws:sns:eu-west-1:" + FRESH + ":x",
                                organisation,
                                of(organisation)));
            }
        }
        callers.add(person(OWN, "arn:aws:iam::" + OWN + ":role/orders", "", Who.FINE));
        return callers;
    }

    private Who of(String organisation) {
        return setting.organisation() == null || setting.organisation().equals(organisation)
                ? Who.ORGANISATION
                : Who.OTHER_ACCOUNT;
    }

    private Set<String> found(Pattern pattern) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    /** Roles of an account, among them those that the policy's own names could be. */
    private Set<String> arns(String account) {
        Set<String> arns = new LinkedHashSet<>();
        for (String role : List.of("x", "another")) {
            arns.add("arn:aws:iam::" + account + ":role/" + role);
        }
        Set<String> named = new LinkedHashSet<>(principals);
        named.addAll(values.getOrDefault("aws:principalarn", Set.of()));
        for (String each : named) {
            Arn arn = Arn.parse(each);
            if (arn != null
                    && arn.service().equals("iam")
                    && arn.resource().startsWith("role/")
                    && Wildcard.matches(arn.account(), account)) {
                arns.add("arn:aws:iam::" + account + ":" + fill(arn.resource()));
            }
            boolean one = arn != null && arn.resource().matches("(user|assumed-role)/.*");
            if (one && arn.account().equals(account) && !Wildcard.in(each)) {
                arns.add(each);
            }
        }
        return arns;
    }

    /** Things of an account for which a service may call. */
    private Set<String> sources(String account) {
        Set<String> arns =
                new LinkedHashSet<>(
                        List.of(
                                "arn:aws:sns:eu-west-1:" + account + ":x",
                                "arn:aws:execute-api:eu-west-1:" + account + ":abc123/x"));
        for (String each : values.getOrDefault("aws:sourcearn", Set.of())) {
            Arn arn = Arn.parse(each);
            String owner = arn == null ? null : arn.ownerByName();
            if (arn != null
                    && (arn.account().isEmpty() || Wildcard.matches(arn.account(), account))
                    && (owner == null || owner.equals(account))) {
                arns.add(
                        "arn:aws:%s:%s:%s:%s"
                                .formatted(
                                        fill(arn.service()),
                                        fill(arn.region()),
                                        arn.account().isEmpty() ? "" : account,
                                        fill(arn.resource())));
            }
        }
        return arns;
    }

    private static Caller person(String account, String arn, String organisation, Who least) {
        Map<String, Object> context = new HashMap<>();
        context.put("aws:principalaccount", account);
        context.put("aws:principalarn", arn);
        context.put("aws:userid", "AROAFRESHFRESHFRESH12:me");
        context.put("aws:principalisawsservice", "false");
        context.put("aws:principaltype", "AssumedRole");
        if (!organisation.isEmpty()) {
            context.put("aws:principalorgid", organisation);
            context.put(
                    "aws:principalorgpaths", List.of(organisation + "/r-ab12/ou-ab12-11111111/"));
        }
        return new Caller(arn, least, context);
    }

    private static Caller service(
            String service, String account, String arn, String organisation, Who least) {
        Map<String, Object> context = new HashMap<>();
        context.put("aws:principalisawsservice", "true");
        context.put("aws:principalservicename", service);
        if (!account.isEmpty()) {
            context.put("aws:sourceaccount", account);
            context.put("aws:sourcearn", arn);
        }
        if (!organisation.isEmpty()) {
            context.put("aws:sourceorgid", organisation);
            context.put("aws:sourceorgpaths", List.of(organisation + "/r-ab12/ou-ab12-11111111/"));
        }
        return new Caller(service, least, context);
    }

    // --------------------------------------------------------------------------------- contexts

    private Request request(Caller caller, String action, String resource) {
        Map<String, Object> context = new LinkedHashMap<>(caller.context);
        context.put("aws:resourceaccount", OWN);
        if (setting.organisation() != null) {
            context.put("aws:resourceorgid", setting.organisation());
        }
        if (!caller.context.containsKey("aws:principalservicename")) {
            context.put("aws:sourceip", "198.18.0.1");
        }
        for (Map.Entry<String, Set<String>> each : values.entrySet()) {
            String key = each.getKey();
            List<String> own = List.copyOf(each.getValue());
            String value = own.get(random.nextInt(own.size()));
            if (key.startsWith("aws:source")
                    || (key.startsWith("aws:principal") && !key.contains("tag/"))
                    || key.startsWith("aws:vpce")
                    || key.equals("aws:userid")
                    || key.equals("kms:calleraccount")) {
                who(key, value, caller, context);
            } else if (key.startsWith("s3:dataaccesspoint")) {
                accessPoint(key, value, caller, context);
            } else if (!key.equals("lambda:eventsourcetoken")) {
                free(value).ifPresent(chosen -> context.put(key, chosen));
            }
        }
        return new Request(caller.principal, action, resource, context, caller.least);
    }

    /** What a caller is cannot be chosen; where it calls from can, but not from ours. */
    private void who(String key, String value, Caller caller, Map<String, Object> context) {
        switch (key) {
            case "aws:sourceip" -> {
                if (caller.named()
                        && !everyone
                        && !value.contains(":")
                        && context.containsKey(key)) {
                    // One who is let in by name may be anywhere; an address does not make it ours.
                    // Where everyone is let in from a fixed network, it does.
                    context.put(
                            key,
                            value.contains("/") ? value.substring(0, value.indexOf('/')) : value);
                } else if (Ranges.of(value) == Ranges.Size.BROAD && context.containsKey(key)) {
                    String base = value.substring(0, value.indexOf('/'));
                    context.put(key, base.contains(":") ? base + "1" : base);
                }
            }
            case "aws:sourcevpc", "aws:sourcevpce" -> {
                if (random.nextBoolean()) {
                    boolean any = Wildcard.in(value);
                    context.put(key, any ? fill(value) : key.substring(10) + "-fresh999");
                    context.remove("aws:sourceip");
                }
            }
            case "aws:vpceaccount" -> {
                Object account = caller.context.get("aws:principalaccount");
                if (account != null && random.nextBoolean()) {
                    context.put(key, account);
                }
            }
            case "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths" -> {
                // Not every service sends all of them.
                if (caller.least != Who.FINE && random.nextInt(3) == 0) {
                    context.remove(key);
                }
            }
            default -> {
                // It has what it has.
            }
        }
    }

    /** Through an access point of the caller's own; one of ours lets in only whom it names. */
    private void accessPoint(String key, String value, Caller caller, Map<String, Object> context) {
        Object account = caller.context.get("aws:principalaccount");
        if (account == null || random.nextInt(3) == 0) {
            return;
        }
        boolean ours = value.contains(OWN) && caller.named() && named(account);
        if (key.endsWith("arn")) {
            Arn arn = Arn.parse(value);
            String of = ours ? OWN : String.valueOf(account);
            context.put(
                    key,
                    arn != null && (ours || Wildcard.matches(arn.account(), of))
                            ? "arn:aws:s3:eu-west-1:" + of + ":" + fill(arn.resource())
                            : "arn:aws:s3:eu-west-1:" + of + ":accesspoint/x");
        } else if (key.endsWith("account")) {
            context.put(key, ours ? OWN : account);
        }
    }

    private boolean named(Object account) {
        return principals.stream().anyMatch(each -> each.contains(String.valueOf(account)));
    }

    /** A value that anyone can send, or none. */
    private Optional<String> free(String value) {
        String filled = fill(value);
        return switch (random.nextInt(5)) {
            case 0 -> Optional.empty();
            case 1, 2 -> Optional.of(filled);
            case 3 ->
                    Optional.of(
                            filled.equals("true")
                                    ? "false"
                                    : filled.equals("false")
                                            ? "true"
                                            : "~" + filled.substring(Math.min(1, filled.length())));
            default -> Optional.of("something-else");
        };
    }

    /** Whether AWS would take it to the policy at all. */
    private boolean possible(Request request) {
        if (setting.kind() == Kind.LAMBDA_FUNCTION && request.principal.equals(ANONYMOUS)) {
            // Lambda takes unsigned requests through a URL without authentication only.
            return (request.action.equals("lambda:InvokeFunctionUrl")
                            && "NONE".equals(request.context.get("lambda:functionurlauthtype")))
                    || (request.action.equals("lambda:InvokeFunction")
                            && "true".equals(request.context.get("lambda:invokedviafunctionurl")));
        }
        int logs = request.resource.indexOf("/AWSLogs/");
        boolean balancer = String.valueOf(request.principal).contains("elasticloadbalancing");
        return logs < 0
                || !balancer
                || request.resource.startsWith(
                        request.context.get("aws:sourceaccount") + "/", logs + 9);
    }

    private static String fill(String pattern) {
        return Wildcard.anyVariable(pattern).replace("*", "x").replace("?", "y");
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }
}
