package dev.amends.restore;

/** How an environment comes to be. */
enum Mode {
    /** From nothing, with the event waiting. */
    ON_DEMAND("on-demand", "on-demand"),
    /** From a snapshot, without what runs before the checkpoint. */
    UNPRIMED("snap-start", "snap-start, unprimed"),
    /** From a snapshot, as it is deployed. */
    PRIMED("snap-start", "snap-start, primed");

    private final String type;
    private final String label;

    Mode(String type, String label) {
        this.type = type;
        this.label = label;
    }

    /** Lambda's word for it. */
    String type() {
        return type;
    }

    /** For people. */
    String label() {
        return label;
    }
}
