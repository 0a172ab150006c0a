package dev.amends.testkit;

import dev.amends.core.change.Change;
import dev.amends.core.guardrail.About;
import dev.amends.core.guardrail.Guardrail;
import dev.amends.core.guardrail.Mode;
import dev.amends.core.guardrail.Options;
import dev.amends.core.guardrail.Remedy;
import dev.amends.core.guardrail.ResourceState;
import dev.amends.core.guardrail.Resources;
import dev.amends.core.guardrail.Severity;
import dev.amends.core.guardrail.Suspicion;
import dev.amends.core.guardrail.Target;
import dev.amends.core.guardrail.Verdict;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A mistake of the tests' own: a tap left open. The tap itself is an item in DynamoDB Local. */
final class Tap implements Guardrail<Tap.State> {
    static final About ABOUT = about(false);

    private final About about;
    private final boolean contradicts;

    Tap() {
        this(false, false);
    }

    /**
     * @param security whether it matters to security that the tap is closed
     * @param contradicts whether its reads always lag behind the events
     */
    Tap(boolean security, boolean contradicts) {
        this.about = about(security);
        this.contradicts = contradicts;
    }

    private static About about(boolean security) {
        return new About(
                "leaky-tap",
                "Tap that drips",
                Mode.FIX,
                security,
                "taps.example.com",
                List.of("OpenTap", "SetValve"),
                List.of(),
                List.of(),
                List.of());
    }

    /**
     * @param valve null: open; "cracked": closed, and drips all the same; "frozen": cannot be
     *     judged
     * @param decree what overrules how it is turned, as a sentence; null when nothing does
     */
    record State(@Nullable String valve, @Nullable String decree) implements ResourceState {
        @Override
        public String incarnation() {
            return "the only one";
        }

        @Override
        public Map<String, @Nullable String> fields() {
            Map<String, @Nullable String> fields = new HashMap<>();
            fields.put("valve", valve);
            return fields;
        }

        @Override
        public Optional<String> overruled() {
            return Optional.ofNullable(decree);
        }

        @Override
        public Optional<String> stack() {
            return Optional.empty();
        }
    }

    @Override
    public About about() {
        return about;
    }

    @Override
    public Suspicion suspect(Change change) {
        String name = change.request().textOr("", "tap");
        return new Suspicion.On(new Target(change.account(), change.region(), "tap/" + name, name));
    }

    @Override
    public boolean contradicts(Change change, @Nullable State state) {
        return contradicts;
    }

    @Override
    public Verdict judge(State state, Instant now) {
        if ("frozen".equals(state.valve())) {
            return new Verdict.Unknown("Nobody can say whether it drips.", "Thaw it.");
        }
        return state.valve() == null || state.valve().equals("cracked")
                ? new Verdict.Violating("The tap drips.", Severity.LOW, null)
                : new Verdict.Compliant("The tap is closed.");
    }

    @Override
    public Optional<String> spared(State state, Options options) {
        return Optional.empty();
    }

    @Override
    public List<Remedy> remedies(State state, Options options, Instant now) {
        return List.of(
                new Remedy(
                        "close the valve",
                        "Closed the valve.",
                        state.fields(),
                        Map.of("valve", "closed"),
                        true,
                        null,
                        List.of(),
                        "",
                        ""));
    }

    @Override
    public Map<String, @Nullable String> chosen(Change change) {
        String valve = change.request().text("valve");
        return valve == null ? Map.of() : Map.of("valve", valve);
    }

    /** Goes through. */
    static final class NoFault extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** The tap in DynamoDB; counts how often it was turned. */
    static final class World implements Resources<State> {
        private final DynamoDbClient dynamo;
        private final String table;

        World(DynamoDbClient dynamo, String table) {
            this.dynamo = dynamo;
            this.table = table;
        }

        /** Happens just before the tap is turned. */
        Runnable beforeTurning = () -> {};

        /** Whether something above the tap overrules how it is turned; turning is accepted. */
        boolean overruled;

        /** What overrules how it is turned, where the tap itself tells. */
        @Nullable String decree;

        /** Whether the tap is no longer there. */
        boolean gone;

        /** What the next reads and turns end in, first come first served. */
        final Deque<Exception> faults = new ArrayDeque<>();

        @Override
        public @Nullable State read(Target target, @Nullable Change change)
                throws Denied, Rejected, Transient {
            try {
                fail();
            } catch (Gone e) {
                throw new IllegalStateException(e);
            }
            return gone ? null : now(target);
        }

        private void fail() throws Denied, Rejected, Transient, Gone {
            Exception fault = faults.poll();
            switch (fault) {
                case null -> {}
                case NoFault _ -> {}
                case Denied e -> throw e;
                case Rejected e -> throw e;
                case Transient e -> throw e;
                case Gone e -> throw e;
                default -> throw new IllegalStateException(fault);
            }
        }

        /** How the tap is. */
        State now(Target target) {
            AttributeValue valve = item(target.arn()).get("valve");
            return new State(valve == null ? null : valve.s(), decree);
        }

        @Override
        public void set(Target target, Map<String, @Nullable String> fields)
                throws Denied, Rejected, Transient, Gone {
            fail();
            turn(target, fields);
        }

        /** Turns the tap. */
        void turn(Target target, Map<String, @Nullable String> fields) {
            beforeTurning.run();
            String valve = overruled ? now(target).valve() : fields.get("valve");
            Map<String, AttributeValue> values = new HashMap<>();
            values.put(":one", AttributeValue.fromN("1"));
            if (valve != null) {
                values.put(":valve", AttributeValue.fromS(valve));
            }
            dynamo.updateItem(r ->
                    r.tableName(table)
                            .key(key(target.arn()))
                            .updateExpression(
                                    (valve == null ? "REMOVE valve" : "SET valve = :valve")
                                            + " ADD turned :one")
                            .expressionAttributeValues(values));
        }

        /** How often the tap was turned by us. */
        int turned(String arn) {
            AttributeValue turned = item(arn).get("turned");
            return turned == null ? 0 : Integer.parseInt(turned.n());
        }

        private Map<String, AttributeValue> item(String arn) {
            return dynamo.getItem(r -> r.tableName(table).key(key(arn)).consistentRead(true))
                    .item();
        }

        private static Map<String, AttributeValue> key(String arn) {
            return Map.of("pk", AttributeValue.fromS(arn));
        }
    }
}
