package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import dev.amends.core.guardrail.About;
import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.LastSeen;
import dev.amends.core.ledger.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Looks at one thing after the other, in the order in which an event passes them. */
final class Why {
    private final World world;
    private final Aws aws;
    private final ResourceName resource;
    private final @Nullable String guardrail;
    private final Installation installation;
    private final String table;
    private final String stack;

    Why(World world, StackOptions options, ResourceName resource, @Nullable String guardrail)
            throws Cannot {
        this.world = world;
        this.aws = options.aws(world);
        this.resource = resource;
        this.guardrail = guardrail;
        this.installation = Installation.find(aws.cloudFormation(), options.stack);
        this.table = installation.ledgerTable();
        this.stack = options.stack;
    }

    void say() throws Cannot {
        String region = aws.dynamo().serviceClientConfiguration().region().id();
        String account = aws.sts().getCallerIdentity().account();
        Found place = place(region, account);
        world.say(place.line());
        List<About> abouts =
                world.abouts().stream()
                        .filter(about -> guardrail == null || guardrail.equals(about.id()))
                        .filter(about -> about.eventSource().startsWith(resource.service() + "."))
                        .toList();
        if (abouts.isEmpty()) {
            Found none =
                    Found.reason(
                            "guardrail",
                            "none here looks at resources of %s.".formatted(resource.service()));
            world.say(none.line());
            likely(place.isReason() ? place : none);
            return;
        }
        for (About about : abouts) {
            if (abouts.size() > 1) {
                world.say("");
            }
            one(about, region, account, place);
        }
    }

    private Found place(String region, String account) {
        if (!resource.region().isEmpty() && !resource.region().equals(region)) {
            return Found.reason(
                    "stack",
                    "%s looks at %s, and the resource is in %s: deploy a stack there, or give --region %s."
                            .formatted(stack, region, resource.region(), resource.region()));
        }
        if (!resource.account().isEmpty() && !resource.account().equals(account)) {
            return Found.reason(
                    "stack",
                    "%s looks at account %s, and the resource is in %s: use that account's credentials."
                            .formatted(stack, account, resource.account()));
        }
        return Found.fine("stack", "%s in account %s, %s.".formatted(stack, account, region));
    }

    private void one(About about, String region, String account, Found place) throws Cannot {
        DynamoDbClient dynamo = aws.dynamo();
        FindingBook book = new FindingBook(world, dynamo, table);
        Instant now = world.clock().instant();
        Finding finding = book.find(resource.in(account, region).key(about.id()));
        List<String> names =
                finding == null ? resource.names() : List.of(finding.subject().target().name());
        Rules rules = new Rules(about, names);
        PauseItem pause = new PauseItem(dynamo, table);
        List<Found> found = new ArrayList<>();
        found.add(Found.fine("guardrail", "%s looks at such resources.".formatted(about.id())));
        found.add(new TrailCheck(aws.cloudTrail(), region, about.eventSource()).look());
        String inbox = installation.inboxes().get(about.id());
        if (inbox == null) {
            found.add(
                    Found.reason(
                            "inbox",
                            "the stack has none for %s: deploy the template of this version."
                                    .formatted(about.id())));
        } else {
            found.addAll(new WayIn(aws, about, inbox, installation.deadLetters()).look());
        }
        found.add(seen(new LastSeen(dynamo, table).find(about.id()).orElse(null)));
        found.addAll(rules.permissions(book.inState(State.FAILED, Instant.EPOCH, FindingBook.ALL)));
        found.add(rules.settings(Applied.read(dynamo, table)));
        found.add(Rules.pause(pause.lasting(now), pause.readable()));
        found.add(rules.exemptions(book.exemptions(about.id()), now));
        Found ledger = FindingCheck.look(finding, now);
        found.add(ledger);
        found.forEach(each -> world.say(each.line()));
        FindingCheck.history(finding).forEach(step -> world.say("                      " + step));
        found.addFirst(place);
        likely(likeliest(found, finding, ledger));
    }

    private static Found seen(@Nullable Instant at) {
        return at == null
                ? Found.note("events", "its function has never seen one.")
                : Found.note("events", "its function last saw one at " + at + ".");
    }

    /** What waits for somebody explains itself; otherwise the first thing in an event's way. */
    private static @Nullable Found likeliest(
            List<Found> found, @Nullable Finding finding, Found ledger) {
        boolean speaks =
                finding != null && (finding.state().open() || finding.state() == State.EXEMPT);
        Optional<Found> first = found.stream().filter(Found::isReason).findFirst();
        if (speaks) {
            return ledger;
        }
        return first.orElseGet(() -> finding == null ? unknown(found) : ledger);
    }

    private static @Nullable Found unknown(List<Found> found) {
        return found.stream()
                .filter(each -> each.weight() == Found.Weight.UNKNOWN)
                .findFirst()
                .orElse(null);
    }

    private void likely(@Nullable Found found) {
        world.say(
                "Most likely: "
                        + (found == null
                                ? "nothing stands in the way. Either it is as it should be, or its event has not arrived yet (CloudTrail takes up to some minutes), or it was changed before Amends was here. To hand in the record yourself: amends event FILE"
                                : found.topic() + ": " + found.text()));
    }
}
