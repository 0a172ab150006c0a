package dev.amends.local.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The people of the workspace and their user groups. They are fixed at the start. */
final class People {

    /** Someone with an account. */
    record Person(String id, String name, String email) {

        /** Reads {@code ID=NAME=EMAIL}, as on the command line. */
        static Person of(String argument) {
            String[] parts = argument.split("=", -1);
            if (parts.length != 3
                    || !parts[0].matches("[UW][A-Z0-9]{2,20}")
                    || parts[1].isBlank()
                    || !parts[2].matches("[^@\\s]+@[^@\\s]+")) {
                throw new IllegalArgumentException(
                        "a user is ID=NAME=EMAIL, for example U0ANN00001=Ann=ann@example.com, not "
                                + argument);
            }
            return new Person(parts[0], parts[1], parts[2]);
        }

        /** The handle payloads carry; Slack makes it of the address too. */
        String username() {
            return email.substring(0, email.indexOf('@')).toLowerCase(Locale.ROOT);
        }
    }

    /** A user group; the handle is without its {@code @}. */
    record Group(String id, String handle, List<String> users) {

        Group {
            users = List.copyOf(users);
        }

        /** Reads {@code ID=HANDLE=USER,USER}, as on the command line. */
        static Group of(String argument) {
            String[] parts = argument.split("=", -1);
            if (parts.length != 3
                    || !parts[0].matches("S[A-Z0-9]{2,20}")
                    || !parts[1].matches("[\\p{Ll}\\p{Lo}\\d._-]{1,80}")) {
                throw new IllegalArgumentException(
                        "a group is ID=HANDLE=USER,USER, for example"
                                + " S0PLATFRM1=platform=U0ANN00001, not "
                                + argument);
            }
            List<String> users = parts[2].isEmpty() ? List.of() : List.of(parts[2].split(","));
            return new Group(parts[0], parts[1], users);
        }
    }

    static final List<Person> USUAL =
            List.of(
                    new Person("U0ANN00001", "Ann Approver", "ann@example.com"),
                    new Person("U0BEN00001", "Ben Builder", "ben@example.com"),
                    new Person("U0CAT00001", "Cat Caller", "cat@example.com"));

    private static final Group PLATFORM =
            new Group("S0PLATFRM1", "platform", List.of("U0ANN00001"));

    private final List<Person> all;
    private final List<Group> groups;

    /** Nobody given means the usual people; no group given means theirs, if its members exist. */
    People(List<Person> people, List<Group> given) {
        all = people.isEmpty() ? USUAL : List.copyOf(people);
        Set<String> seen = new HashSet<>(Set.of(WebApi.BOT_USER));
        for (Person person : all) {
            if (!seen.add(person.id()) || !seen.add(person.email().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "two users share an id or an address: " + person);
            }
        }
        boolean usual = given.isEmpty() && seen.containsAll(PLATFORM.users());
        groups = usual ? List.of(PLATFORM) : List.copyOf(given);
        for (Group group : groups) {
            if (!seen.add(group.id()) || !seen.containsAll(group.users())) {
                throw new IllegalArgumentException(
                        "a group is there twice or has users who are not: " + group);
            }
        }
    }

    List<Person> all() {
        return all;
    }

    Person first() {
        return all.getFirst();
    }

    Optional<Person> withId(String id) {
        return all.stream().filter(person -> person.id().equals(id)).findFirst();
    }

    Optional<Person> withEmail(String email) {
        return all.stream().filter(person -> person.email().equalsIgnoreCase(email)).findFirst();
    }

    Optional<Group> group(String id) {
        return groups.stream().filter(group -> group.id().equals(id)).findFirst();
    }

    /** Who somebody is, as tests ask for it. */
    ObjectNode json() {
        ObjectNode json = Json.object().put("ok", true);
        ArrayNode users = json.putArray("users");
        for (Person person : all) {
            users.addObject()
                    .put("id", person.id())
                    .put("name", person.name())
                    .put("email", person.email())
                    .put("username", person.username());
        }
        ArrayNode list = json.putArray("groups");
        for (Group group : groups) {
            ObjectNode one = list.addObject().put("id", group.id()).put("handle", group.handle());
            group.users().forEach(one.putArray("users")::add);
        }
        return json;
    }
}
