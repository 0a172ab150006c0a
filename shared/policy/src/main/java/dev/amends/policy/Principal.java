package dev.amends.policy;

/**
 * One entry of a Principal element (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">IAM
 * user guide, Principal</a>), with its path.
 */
sealed interface Principal {
    String path();

    /**
     * Everyone.
     *
     * @param provider where they have to sign in, which anyone can; empty for everyone
     * @param written how: {@link #ALL} alone takes in anonymous callers and services for sure; the
     *     others mean no less when they allow and no more when they deny
     */
    record Everyone(String provider, String written, String path) implements Principal {
        /** A bare {@code *}. */
        static final String ALL = "*";

        /** {@code {"AWS": "*"}}. */
        static final String AWS = "AWS";
    }

    /** An account, or a user, role or session in it. */
    record Account(String id, String written, String path) implements Principal {
        /** Whether it is the account as such: its id or its root user's ARN. */
        boolean whole() {
            return written.equals(id) || written.endsWith(":root");
        }

        /**
         * Whether it takes in another: an account all that is in it, a role its sessions (<a
         * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles">IAM
         * user guide, role principals</a>).
         */
        boolean takesIn(Account other) {
            return id.equals(other.id)
                    && (whole() || written.equals(other.written) || isRoleOf(other.written));
        }

        private boolean isRoleOf(String session) {
            int role = written.indexOf(":role/");
            int assumed = session.indexOf(":assumed-role/");
            if (role < 0 || assumed < 0) {
                return false;
            }
            String name = written.substring(written.lastIndexOf('/') + 1);
            return session.substring(assumed).startsWith(":assumed-role/" + name + "/");
        }
    }

    /** An AWS service; {@code *} for any. */
    record Service(String name, String path) implements Principal {}

    /** A user or role that was deleted: its unique id stays behind and is never reused. */
    record Deleted(String path) implements Principal {}

    /**
     * Somebody, but it cannot be told who.
     *
     * @param called whom a sentence speaks of; empty when there is nobody to name
     */
    record Unclear(Construct construct, String because, Who atMost, String called, String path)
            implements Principal {}
}
