package dev.amends.lambdapermissions;

import dev.amends.core.json.Node;
import dev.amends.policy.Analysis;
import dev.amends.policy.Grant;
import dev.amends.policy.PolicyAnalyser;
import dev.amends.policy.Setting;
import dev.amends.policy.Who;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may be done to a policy: put a statement in the place of an open one, when analysis says
 * that it lets nobody in from outside and that everything else stays as it is; and the way back.
 * Everything else is refused, whoever asks for it.
 */
final class Proof {
    private Proof() {}

    /**
     * Whether every open statement that goes is followed by a narrower one, and nothing else
     * changes.
     */
    static boolean narrows(Statements now, Map<String, @Nullable String> changes, Setting setting) {
        int pairs = 0;
        for (Map.Entry<String, @Nullable String> change : changes.entrySet()) {
            if (change.getValue() != null) {
                continue;
            }
            String scoped = Permission.scoped(change.getKey());
            Optional<Permission> goes = Permission.of(now.named(change.getKey()));
            Optional<Permission> comes = permission(changes.get(scoped));
            boolean narrower =
                    goes.isPresent()
                            && comes.isPresent()
                            && comes.get().sid().equals(scoped)
                            && comes.get().within(goes.get());
            if (!narrower) {
                return false;
            }
            pairs++;
        }
        return pairs > 0 && changes.size() == 2 * pairs && fine(now, changes, setting);
    }

    /**
     * Whether this takes out only what took the place of an open statement, and brings that back.
     */
    static boolean restores(
            Statements now, Map<String, @Nullable String> changes, Setting setting) {
        int pairs = 0;
        for (Map.Entry<String, @Nullable String> change : changes.entrySet()) {
            if (change.getValue() != null) {
                continue;
            }
            String unscoped = Permission.unscoped(change.getKey());
            Optional<Permission> goes = Permission.of(now.named(change.getKey()));
            Optional<Permission> comes =
                    unscoped == null ? Optional.empty() : permission(changes.get(unscoped));
            boolean back =
                    goes.isPresent()
                            && comes.isPresent()
                            && comes.get().sid().equals(unscoped)
                            && goes.get().within(comes.get())
                            && fine(goes.get(), setting);
            if (!back) {
                return false;
            }
            pairs++;
        }
        return pairs > 0 && changes.size() == 2 * pairs;
    }

    private static Optional<Permission> permission(@Nullable String json) {
        return json == null ? Optional.empty() : Permission.of(Statements.parse(Node.of(json)));
    }

    private static boolean fine(Permission permission, Setting setting) {
        return PolicyAnalyser.analyse(Statements.policyOf(permission.statement()), setting).who()
                == Who.FINE;
    }

    /** Whether what comes is fine, and what stays is as open or closed as before. */
    private static boolean fine(
            Statements now, Map<String, @Nullable String> changes, Setting setting) {
        Statements then = now.with(changes);
        List<String> stays = new ArrayList<>();
        List<String> stayed = new ArrayList<>();
        for (Grant grant : analysis(now, setting).grants()) {
            if (grant.sid() == null || !changes.containsKey(grant.sid())) {
                stays.add(said(grant));
            }
        }
        for (Grant grant : analysis(then, setting).grants()) {
            if (grant.sid() == null || !changes.containsKey(grant.sid())) {
                stayed.add(said(grant));
            } else if (grant.who() != Who.FINE) {
                return false;
            }
        }
        return stays.equals(stayed);
    }

    private static Analysis analysis(Statements statements, Setting setting) {
        return PolicyAnalyser.analyse(statements.policy(), setting);
    }

    private static String said(Grant grant) {
        return grant.sid()
                + " "
                + grant.who()
                + " "
                + grant.atMost()
                + " "
                + grant.sentence()
                + " "
                + grant.because();
    }
}
