package dev.amends.core.lambda;

import dev.amends.core.json.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
    private boolean throttled;

    /**
     * A hook; the caller registers it.
     *
     * @param owner beside which {@code priming.json} stands
     * @param hosts with which, beside AWS, one TLS handshake is made each
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
            said.put("priming", rehearse(Priming.beside(owner), log) ? "done" : "incomplete");
        } catch (IOException | RuntimeException e) {
            // A cold first event is slower, not wrong; publishing the version must not fail.
            said.put("priming", "failed");
            said.put("why", String.valueOf(e));
        }
        if (!"done".equals(said.get("priming"))) {
            said.put("lines", lines.toString(StandardCharsets.UTF_8));
        }
        for (URI host : Stream.concat(Stream.of(Environment.ledger()), hosts.stream()).toList()) {
            said.put(String.valueOf(host.getAuthority()), new Handshake().with(host));
        }
        System.out.println(Node.write(said));
    }

    /** Every sample, first as it should go and then with all that may go wrong on its way. */
    private boolean rehearse(Priming priming, Log log) throws IOException {
        AtomicBoolean whole = new AtomicBoolean(true);
        try (CannedServer server = new CannedServer(priming.answers())) {
            Credentials.from(
                    server.credentials(),
                    () -> {
                        for (Priming.Sample sample : priming.samples()) {
                            if (!run(sample, server, log)) {
                                whole.set(false);
                            }
                            mishaps(sample, server);
                        }
                    });
        }
        return whole.get();
    }

    private void mishaps(Priming.Sample sample, CannedServer server) {
        Log unheard =
                new Log(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        for (Canned.Call call : server.called()) {
            for (Mishap mishap : Mishap.values()) {
                // Once is enough: the SDK waits before it tries again.
                if (mishap.to(call) == null || (mishap == Mishap.THROTTLED && throttled)) {
                    continue;
                }
                throttled |= mishap == Mishap.THROTTLED;
                server.next(call, mishap);
                try {
                    run(sample, server, unheard);
                } catch (RuntimeException e) {
                    // As it should be: whoever calls by hand sees a failed invocation.
                }
            }
        }
        server.called();
    }

    /** With everything made anew: a function that waits between calls need not wait here. */
    private boolean run(Priming.Sample sample, CannedServer server, Log log) {
        server.expect(sample.answers());
        Clients canned = Clients.canned(server);
        try {
            return rehearsal.with(canned, log).test(sample.payload());
        } finally {
            canned.close();
        }
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        // Nothing was kept that could be stale: the primed clients are gone, ours were not used.
    }
}
