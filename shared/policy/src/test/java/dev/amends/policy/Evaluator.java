package dev.amends.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Decides one request the way IAM does, written independently of the analyser (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">IAM
 * user guide, evaluation logic</a>). What AWS does not define is decided in the caller's favour.
 */
final class Evaluator {

    /**
     * A request from outside.
     *
     * @param account the caller's account; empty for an anonymous caller and for services
     * @param service the calling service; empty for people
     * @param starIsAll whether {"AWS": "*"} takes services along, which AWS does not say
     * @param context condition keys in lower case; what is not there is not sent
     */
    record Request(
            String account,
            String service,
            String action,
            String resource,
            boolean starIsAll,
            Map<String, String> context) {}

    private Evaluator() {}

    static boolean allows(List<Map<String, Object>> statements, Request request) {
        boolean allowed = false;
        for (Map<String, Object> statement : statements) {
            boolean allow = "Allow".equals(statement.get("Effect"));
            if (applies(statement, request, allow)) {
                if (!allow) {
                    return false;
                }
                allowed = true;
            }
        }
        return allowed;
    }

    private static boolean applies(Map<String, Object> statement, Request request, boolean favour) {
        boolean principal =
                statement.containsKey("Principal")
                        ? principal(statement.get("Principal"), request, favour)
                        : !principal(statement.get("NotPrincipal"), request, !favour);
        boolean action =
                statement.containsKey("Action")
                        ? any(statement.get("Action"), request.action, true)
                        : !any(statement.get("NotAction"), request.action, true);
        boolean resource =
                statement.containsKey("Resource")
                        ? any(statement.get("Resource"), request.resource, false)
                        : !any(statement.get("NotResource"), request.resource, false);
        return principal && action && resource && conditions(statement, request, favour);
    }

    private static boolean principal(Object element, Request request, boolean favour) {
        if (element instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                for (Object value : list(entry.getValue())) {
                    boolean one =
                            switch (String.valueOf(entry.getKey())) {
                                case "AWS" -> aws(String.valueOf(value), request, favour);
                                case "Service" -> value.equals(request.service);
                                case "Federated" -> request.service.isEmpty();
                                case "CanonicalUser" -> favour && !request.account.isEmpty();
                                default -> favour;
                            };
                    if (one) {
                        return true;
                    }
                }
            }
            return false;
        }
        return true; // a bare star
    }

    private static boolean aws(String value, Request request, boolean favour) {
        if (value.equals("*")) {
            return request.starIsAll || request.service.isEmpty();
        }
        boolean whole = value.endsWith(":root") || value.length() == 12;
        // In a Deny a role's ARN meets that role alone, which the caller need not be.
        return !request.account.isEmpty() && value.contains(request.account) && (whole || favour);
    }

    private static boolean any(Object patterns, String text, boolean anyCase) {
        for (Object pattern : list(patterns)) {
            String wanted = String.valueOf(pattern);
            if (glob(anyCase ? wanted.toLowerCase(Locale.ROOT) : wanted, text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean conditions(
            Map<String, Object> statement, Request request, boolean favour) {
        if (!(statement.get("Condition") instanceof Map<?, ?> block)) {
            return true;
        }
        for (Map.Entry<?, ?> operator : block.entrySet()) {
            for (Map.Entry<?, ?> key : ((Map<?, ?>) operator.getValue()).entrySet()) {
                if (!condition(
                        String.valueOf(operator.getKey()),
                        String.valueOf(key.getKey()).toLowerCase(Locale.ROOT),
                        list(key.getValue()),
                        request,
                        favour)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean condition(
            String name, String key, List<?> values, Request request, boolean favour) {
        String sent = request.context.get(key);
        String operator = name;
        boolean forAll = operator.startsWith("ForAllValues:");
        boolean forAny = operator.startsWith("ForAnyValue:");
        operator = operator.substring(operator.indexOf(':') + 1);
        boolean ifExists = operator.endsWith("IfExists");
        if (ifExists) {
            operator = operator.substring(0, operator.length() - "IfExists".length());
        }
        if (operator.equals("Null")) {
            boolean missing = sent == null;
            return values.stream().anyMatch(value -> value.equals(String.valueOf(missing)));
        }
        if (key.endsWith("orgpaths") && !forAll && !forAny) {
            return favour; // a key of many values, compared as if it had one
        }
        boolean negated = operator.contains("Not");
        if (sent == null) {
            return ifExists || forAll || (negated && !forAny);
        }
        boolean matched = false;
        for (Object any : values) {
            String value = String.valueOf(any);
            if (value.equals("${aws:ResourceAccount}")) {
                value = KnownVerdicts.OWN;
            }
            if (value.equals("${aws:PrincipalAccount}")) {
                // Expanded for a caller with an account; otherwise it matches nothing.
                value = request.account.isEmpty() ? "\u0000" : request.account;
            }
            matched |=
                    switch (operator.replace("Not", "")) {
                        case "StringEquals" -> value.equals(sent);
                        case "StringLike" -> glob(value, sent);
                        case "ArnLike" -> arn(value, sent);
                        case "IpAddress" -> address(value, sent);
                        case "Bool" -> value.equals(sent);
                        default -> favour != negated; // dates, what nobody knows
                    };
        }
        return matched != negated;
    }

    private static boolean address(String range, String address) {
        return range.endsWith("/0")
                || (range.endsWith("/24")
                        && address.startsWith(range.substring(0, range.lastIndexOf('.') + 1)));
    }

    private static boolean arn(String pattern, String arn) {
        String[] wanted = pattern.split(":", 6);
        String[] parts = arn.split(":", 6);
        if (wanted.length != 6 || parts.length != 6) {
            return pattern.equals("*");
        }
        for (int i = 0; i < 6; i++) {
            if (!glob(wanted[i], parts[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean glob(String pattern, String text) {
        // Quoted as a whole; each wildcard leaves the quotation and comes back to it.
        String regex = "\\Q" + pattern.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E";
        return text.matches(regex);
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of(value);
    }
}
