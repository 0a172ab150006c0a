package dev.amends.core.lambda;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last finding that priming wrote and that waits for a decision, or has mistakes to exempt.
 * Answers name it, so that an approval can be primed to its end: whatever the function works out,
 * such as a fingerprint, fits.
 */
final class Kept {
    private static final Pattern NAMED = Pattern.compile("\\$\\{finding(?:\\.(\\w+))?\\}");

    private String item = "{\"pk\":{\"S\":\"none\"}}";
    private @Nullable Node doc;

    /** Looks at what is written to DynamoDB. */
    void written(Canned.Call call, String body) {
        boolean waits = body.contains("\"AWAITING\"") || body.contains("\\\"mistakes\\\"");
        if (!call.operation().equals("PutItem") || !waits) {
            return;
        }
        try {
            Node put = Node.parse(body).at("Item");
            String text = put.text("doc", "S");
            if (text != null) {
                doc = Node.parse(text);
                item = put.toString();
            }
        } catch (BadJson e) {
            // Then it stays as it was, and what is primed with it ends sooner.
        }
    }

    /**
     * An answer with {@code ${finding}} replaced by the item, and {@code ${finding.key}} and the
     * like by fields of its document.
     */
    String in(String answer) {
        return NAMED.matcher(answer)
                .replaceAll(named -> {
                    String field = named.group(1);
                    return Matcher.quoteReplacement(
                            field == null
                                    ? item
                                    : doc == null ? "none" : doc.textOr("none", field));
                });
    }
}
