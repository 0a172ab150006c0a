package dev.amends.keeper;

import dev.amends.core.lambda.Environment;
import dev.amends.core.lambda.FunctionEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lambda's entry to the keeper; a schedule calls it every minute. */
public final class KeeperHandler extends FunctionEntry {
    public KeeperHandler() {
        super(
                clients -> DaggerKeeperComponent.factory().create(clients).keeper(),
                new Priming(
                        List.of("{\"source\":\"aws.events\"}"),
                        Map.of(
                                "Query",
                                "{\"Items\":[{\"pk\":{\"S\":\"finding#log-group-no-retention#00\"}}],\"Count\":1}",
                                "GetItem",
                                "{}",
                                "PutItem",
                                "{}",
                                "SendMessage",
                                "{\"MessageId\":\"0\",\"MD5OfMessageBody\":\"0\"}",
                                "Publish",
                                "<PublishResponse><PublishResult><MessageId>0</MessageId></PublishResult></PublishResponse>")));
    }

    /** {@code name=url,name=url}, as template.yaml writes it. */
    static Map<String, String> inboxes() {
        Map<String, String> inboxes = new LinkedHashMap<>();
        for (String pair : Environment.need("AMENDS_INBOXES").split(",", -1)) {
            String[] parts = pair.split("=", 2);
            inboxes.put(parts[0], parts[1]);
        }
        return inboxes;
    }
}
