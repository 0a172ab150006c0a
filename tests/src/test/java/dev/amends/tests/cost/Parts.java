package dev.amends.tests.cost;

import dev.amends.tests.template.Template;
import java.util.Collection;
import java.util.Map;

/** How many there are of what is paid for by the month, counted in the template. */
record Parts(int inboxes, int heartbeats, int alarms) {

    static Parts of(Template template) {
        int inboxes = 0;
        int heartbeats = 0;
        for (Map<String, Object> function : template.ofType("AWS::Serverless::Function").values()) {
            for (Object event : events(function)) {
                String type = String.valueOf(((Map<?, ?>) event).get("Type"));
                inboxes += type.equals("SQS") ? 1 : 0;
                heartbeats +=
                        type.equals("Schedule") && event.toString().contains("5 days") ? 1 : 0;
            }
        }
        return new Parts(inboxes, heartbeats, template.ofType("AWS::CloudWatch::Alarm").size());
    }

    private static Collection<?> events(Map<String, Object> function) {
        return ((Map<?, ?>) function.getOrDefault("Events", Map.of())).values();
    }
}
