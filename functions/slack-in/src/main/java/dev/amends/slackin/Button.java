package dev.amends.slackin;

import dev.amends.core.ledger.Decision;
import java.util.Locale;
import java.util.Optional;

/** The buttons that mean a decision; their action ids are their names in lower case. */
enum Button {
    /** Apply the remedy. */
    FIX(Decision.Kind.FIX, false),
    /** Bring the old state back. */
    UNDO(Decision.Kind.UNDO, false),
    /** Open the form for an exemption. */
    EXEMPT(Decision.Kind.EXEMPT, false),
    /** Look at it afresh. */
    LOOK(Decision.Kind.LOOK, false),
    /** Apply the remedies of all that a digest card counts. */
    FIX_ALL(Decision.Kind.FIX, true),
    /** Undo all that a digest card counts. */
    UNDO_ALL(Decision.Kind.UNDO, true);

    private final Decision.Kind kind;
    private final boolean many;

    Button(Decision.Kind kind, boolean many) {
        this.kind = kind;
        this.many = many;
    }

    Decision.Kind kind() {
        return kind;
    }

    /** Whether it stands on a digest card. */
    boolean many() {
        return many;
    }

    /** Empty for what decides nothing, such as a link. */
    static Optional<Button> of(String actionId) {
        for (Button button : values()) {
            if (button.name().toLowerCase(Locale.ROOT).equals(actionId)) {
                return Optional.of(button);
            }
        }
        return Optional.empty();
    }
}
