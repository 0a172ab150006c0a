package dev.amends.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the Principal element in all the ways it can be written. */
final class Principals {
    private final Setting setting;

    Principals(Setting setting) {
        this.setting = setting;
    }

    /** The entries of an element, in their order; an empty element gives an unclear one. */
    List<Principal> read(@Nullable Object element, String path) {
        List<Principal> found = new ArrayList<>();
        if (element instanceof Map<?, ?> types) {
            types.forEach((type, values) -> read(String.valueOf(type), values, path, found));
        } else if (element instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                found.add(bare(list.get(i), path + "[" + i + "]"));
            }
        } else if (element != null) {
            found.add(bare(element, path));
        }
        if (found.isEmpty()) {
            found.add(unclear(Construct.PRINCIPAL, "It names nobody.", path));
        }
        return found;
    }

    private void read(String type, @Nullable Object values, String path, List<Principal> into) {
        String at = path + "." + Text.quote(type);
        if (values instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                into.add(one(type, list.get(i), at + "[" + i + "]"));
            }
        } else if (values != null) {
            into.add(one(type, values, at));
        }
    }

    private Principal bare(@Nullable Object value, String path) {
        return value instanceof String text
                ? bare(text, path)
                : unclear(Construct.PRINCIPAL_FORM, "It is no text.", path);
    }

    /** An account's number may be written without quotation marks. */
    private Principal one(String type, @Nullable Object value, String path) {
        if (value instanceof String text) {
            return one(type, text, path);
        }
        return value instanceof Number number && type.equals("AWS")
                ? one(type, number.toString(), path)
                : unclear(Construct.PRINCIPAL_FORM, "It is no text.", path);
    }

    private Principal bare(String text, String path) {
        return text.endsWith(".amazonaws.com") || text.endsWith(".amazonaws.com.cn")
                ? service(text, path)
                : text.equals("*")
                        ? new Principal.Everyone("", Principal.Everyone.ALL, path)
                        : aws(text, path);
    }

    private Principal one(String type, String text, String path) {
        return switch (type) {
            case "AWS" -> aws(text, path);
            case "Service" -> service(text, path);
            case "Federated" -> federated(text, path);
            case "CanonicalUser" -> canonical(text, path);
            case "*" -> text.equals("*") ? new Principal.Everyone("", "**", path) : odd(text, path);
            default ->
                    unclear(Construct.PRINCIPAL_FORM, "It is of no kind that Amends knows.", path);
        };
    }

    private Principal aws(String text, String path) {
        if (text.equals("*")) {
            return new Principal.Everyone("", Principal.Everyone.AWS, path);
        }
        if (Text.account(text)) {
            return new Principal.Account(text, text, path);
        }
        if (deleted(text)) {
            return new Principal.Deleted(path);
        }
        Arn arn = Arn.parse(text);
        if (arn == null || Wildcard.in(text) || Wildcard.variable(text)) {
            return odd(text, path);
        }
        boolean identity = arn.service().equals("iam") || arn.service().equals("sts");
        if (identity
                && arn.region().isEmpty()
                && Text.account(arn.account())
                && arn.partition().equals(setting.partition())
                && !arn.resource().isEmpty()) {
            return new Principal.Account(arn.account(), text, path);
        }
        if (arn.service().equals("iam") && arn.account().equals("cloudfront")) {
            return new Principal.Unclear(
                    Construct.ORIGIN_ACCESS_IDENTITY,
                    "A CloudFront origin access identity does not show whose it is.",
                    Who.OTHER_ACCOUNT,
                    "whoever owns the CloudFront origin access identity "
                            + Text.quote(text.substring(text.lastIndexOf(' ') + 1)),
                    path);
        }
        return odd(text, path);
    }

    /**
     * S3 and IAM keep the unique id of a deleted user or role, and it is never given out again (<a
     * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids">IAM
     * user guide, unique identifiers</a>).
     */
    private static boolean deleted(String text) {
        if (!(text.startsWith("AIDA") || text.startsWith("AROA")) || text.length() < 16) {
            return false;
        }
        return Text.only(text, "AZ09");
    }

    private static Principal service(String text, String path) {
        if (text.equals("*")) {
            return new Principal.Service(text, path);
        }
        boolean host = text.length() <= 100 && text.indexOf('.') > 0 && Text.only(text, "az09..--");
        boolean ofAws =
                text.endsWith(".amazonaws.com")
                        || text.endsWith(".amazonaws.com.cn")
                        || text.endsWith(".amazonaws.eu")
                        || text.endsWith(".amazon.com")
                        || text.endsWith(".aws.internal")
                        || text.endsWith(".aws.com");
        return host && ofAws ? new Principal.Service(text, path) : odd(text, path);
    }

    /** S3's own example of a public policy lets in who signs in at graph.facebook.com. */
    private Principal federated(String text, String path) {
        Arn arn = Arn.parse(text);
        if (arn == null) {
            return new Principal.Everyone(
                    Text.quote(text.equals("*") ? "any provider" : text), text, path);
        }
        if (arn.service().equals("iam")
                && arn.resource().startsWith("saml-provider/")
                && Text.account(arn.account())
                && arn.partition().equals(setting.partition())
                && !Wildcard.in(text)
                && !Wildcard.variable(text)) {
            return new Principal.Account(arn.account(), text, path);
        }
        return unclear(
                Construct.OIDC_PROVIDER,
                "It does not show who can sign in at that provider.",
                path);
    }

    private Principal canonical(String text, String path) {
        if (setting.canonicalUser() != null && setting.canonicalUser().equals(text)) {
            return new Principal.Account(setting.account(), text, path);
        }
        boolean id = text.length() == 64 && Text.only(text, "09afAF");
        return new Principal.Unclear(
                id ? Construct.CANONICAL_USER : Construct.PRINCIPAL_FORM,
                id
                        ? "A canonical user id does not show whose it is."
                        : "It is no principal that AWS accepts.",
                id ? Who.OTHER_ACCOUNT : Who.PUBLIC,
                id ? "whoever has the canonical user id " + text.substring(0, 8) + "…" : "",
                path);
    }

    private static Principal odd(String text, String path) {
        return unclear(
                Construct.PRINCIPAL_FORM,
                Text.quote(text) + " is no principal that AWS accepts.",
                path);
    }

    private static Principal unclear(Construct construct, String because, String path) {
        return new Principal.Unclear(construct, because, Who.PUBLIC, "", path);
    }
}
