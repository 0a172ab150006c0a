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
     * @throws Rejected when AWS will not answer, however often it is asked
     * @throws Transient when asking again later may help
     */
    @Nullable S read(Target target, @Nullable Change change) throws Denied, Rejected, Transient;

    /**
     * Sets fields to the given values, null meaning "remove". Doing it twice does no harm.
     *
     * @throws Denied when the role may not
     * @throws Rejected when AWS will not do it, however often it is asked
     * @throws Transient when trying again later may help
     * @throws Gone when the resource is no longer there
     */
    void set(Target target, Map<String, @Nullable String> fields)
            throws Denied, Rejected, Transient, Gone;

    /**
     * The fields of a resource as they are in force, read after a write: AWS can accept a value
     * that something above it overrules. One call where that is enough.
     *
     * @param written the fields that were set
     * @return those fields, and whatever else tells why they differ
     * @throws Denied when the role may not
     * @throws Rejected when AWS will not answer, however often it is asked
     * @throws Transient when trying again later may help
     * @throws Gone when the resource is no longer there
     */
    default Map<String, @Nullable String> inForce(
            Target target, Map<String, @Nullable String> written)
            throws Denied, Rejected, Transient, Gone {
        S state = read(target, null);
        if (state == null) {
            throw new Gone("it is no longer there");
        }
        return state.fields();
    }

    /** The call is not allowed: to our role anywhere, or by the resource it is about. */
    final class Denied extends Exception {
        private static final long serialVersionUID = 1L;
        private final String action;
        private final @Nullable String why;
        private final boolean byResource;
        private final @Nullable String resource;

        public Denied(String action) {
            this(action, null);
        }

        /**
         * @param why what stands in the way where that is known and no permission of the role would
         *     help, as half a sentence
         */
        public Denied(String action, @Nullable String why) {
            this(action, why, false, null);
        }

        private Denied(
                String action,
                @Nullable String why,
                boolean byResource,
                @Nullable String resource) {
            super("The role may not call " + action + ".");
            this.action = action;
            this.why = why;
            this.byResource = byResource;
            this.resource = resource;
        }

        /**
         * The resource itself does not let us: its own policy, or an owner in another account. Of
         * other resources this says nothing.
         *
         * @param why as half a sentence
         */
        public static Denied byResource(String action, String why) {
            return new Denied(action, why, true, null);
        }

        /** The same with the ARN that AWS names; null when it names none. */
        public Denied on(@Nullable String arn) {
            return new Denied(action, why, byResource, arn);
        }

        /** What IAM was asked about, as AWS names it. */
        public Optional<String> resource() {
            return Optional.ofNullable(resource);
        }

        /** Whether it is about this one resource rather than about our role. */
        public boolean byResource() {
            return byResource;
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

    /** AWS refuses the call as such: asked again, it would answer the same. */
    final class Rejected extends Exception {
        private static final long serialVersionUID = 1L;
        private final String action;
        private final String answer;

        /**
         * @param action the IAM action of the call
         * @param answer what AWS answered, without a full stop
         */
        public Rejected(String action, String answer, @Nullable Throwable cause) {
            super(action + ": " + answer, cause);
            this.action = action;
            this.answer = answer;
        }

        /** The IAM action of the call. */
        public String action() {
            return action;
        }

        /** What AWS answered, without a full stop. */
        public String answer() {
            return answer;
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
