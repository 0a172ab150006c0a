package dev.amends.core.guardrail;

import dev.amends.core.change.Change;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A guardrail's AWS side: the only code that touches the resource.
 *
 * @param <S> the state it reads
 */
public interface Resources<S extends ResourceState> {

    /**
     * Reads the resource now.
     *
     * @param change what led here; what it says need not be read again. Null when the keeper sent
     *     us
     * @return null when it was not found
     * @throws Denied when the role may not read it
     * @throws Transient when asking again later may help
     */
    @Nullable S read(Target target, @Nullable Change change) throws Denied, Transient;

    /**
     * Sets fields to the given values, null meaning "remove". Doing it twice does no harm.
     *
     * @throws Denied when the role may not
     * @throws Transient when trying again later may help
     * @throws Gone when the resource is no longer there
     */
    void set(Target target, Map<String, @Nullable String> fields) throws Denied, Transient, Gone;

    /** The role lacks a permission. */
    final class Denied extends Exception {
        private static final long serialVersionUID = 1L;
        private final String action;
        private final @Nullable String why;

        public Denied(String action) {
            this(action, null);
        }

        /**
         * @param why what stands in the way where that is known and no permission of the role would
         *     help, as half a sentence
         */
        public Denied(String action, @Nullable String why) {
            super("The role may not call " + action + ".");
            this.action = action;
            this.why = why;
        }

        /** What stands in the way, where it is not the role's permissions. */
        public Optional<String> why() {
            return Optional.ofNullable(why);
        }

        /** The IAM action that was refused. */
        public String action() {
            return action;
        }
    }

    /** Throttled, or something else that passes. */
    final class Transient extends Exception {
        private static final long serialVersionUID = 1L;

        public Transient(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The resource is no longer there. */
    final class Gone extends Exception {
        private static final long serialVersionUID = 1L;

        public Gone(String message) {
            super(message);
        }
    }
}
