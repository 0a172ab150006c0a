package dev.amends.tests.e2e;

import org.junit.jupiter.api.AfterEach;

/** What the end-to-end tests share: one account, and no fault outlives the test that set it. */
abstract class E2e {
    static final Account account = Account.here();

    /** What the card says of a group that had no retention, with what was done about it. */
    static String card(String label, String group, String decision) {
        return "%s: Without a retention, %s keeps its logs for ever, and you pay for them for ever. %s"
                .formatted(label, group, decision);
    }

    static String fixed(String group) {
        return card("Fixed", group, "Set its retention to 30 days.");
    }

    @AfterEach
    void faultsEnd() {
        account.noFaults();
    }
}
