package dev.amends.core.lambda;

import dev.amends.core.json.Node;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.crac.Resource;

/**
 * Runs a function's samples before a SnapStart checkpoint, so that the first event after a restore
 * finds its classes loaded. An object of its own, to be held by a field: the global context knows
 * its resources only weakly.
 */
final class PrimingHook implements Resource {

    /** Puts a function together for a rehearsal. */
    interface Rehearsal {
        /** What runs one payload and says whether it went all the way. */
        Predicate<String> with(Clients canned, Log log);
    }

    private final Class<?> owner;
    private final Rehearsal rehearsal;
    private final List<URI> hosts;

    /**
     * A hook; the caller registers it.
     *
     * @param owner beside which {@code priming.json} stands
     * @param hosts with which one TLS handshake is made each
     */
    PrimingHook(Class<?> owner, Rehearsal rehearsal, List<URI> hosts) {
        this.owner = owner;
        this.rehearsal = rehearsal;
        this.hosts = List.copyOf(hosts);
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        // The samples' own log lines would look like events; they are shown when one fails.
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Log log = new Log(new PrintStream(lines, true, StandardCharsets.UTF_8));
        Map<String, Object> said = new LinkedHashMap<>();
        try {
            Priming priming = Priming.beside(owner);
            Predicate<String> run = rehearsal.with(Clients.canned(priming.answers()), log);
            boolean whole = true;
            for (String payload : priming.payloads()) {
                whole &= run.test(payload);
            }
            said.put("priming", whole ? "done" : "incomplete");
        } catch (RuntimeException e) {
            // A cold first event is slower, not wrong; publishing the version must not fail.
            said.put("priming", "failed");
            said.put("why", String.valueOf(e));
        }
        if (!"done".equals(said.get("priming"))) {
            said.put("lines", lines.toString(StandardCharsets.UTF_8));
        }
        for (URI host : hosts) {
            said.put(String.valueOf(host.getHost()), new Handshake().with(host));
        }
        System.out.println(Node.write(said));
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        // Nothing was kept that could be stale: the primed clients are gone, ours were not used.
    }
}
