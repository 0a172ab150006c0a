package dev.amends.slackin;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One attack.
 *
 * @param name what it is
 * @param why what the log says of it
 * @param status what is answered
 * @param told what the person is told; empty when they are told nothing. Times stand as {@code
 *     <time>}
 * @param user whom the log names; empty when nobody is known
 * @param written how many items it may write: only of two people at once does one succeed
 * @param prepare makes the world it meets, and gives the attack itself
 */
record Attack(
        String name,
        String why,
        int status,
        String told,
        String user,
        int written,
        Function<World, Supplier<List<World.Said>>> prepare) {

    static Attack unsigned(
            String name, int status, String why, Function<World, Supplier<List<World.Said>>> of) {
        return new Attack(name, why, status, "", "", 0, of);
    }

    static Attack by(
            String user,
            String name,
            String why,
            String told,
            Function<World, Supplier<List<World.Said>>> of) {
        return new Attack(name, why, 200, told, user, 0, of);
    }

    @Override
    public String toString() {
        return name;
    }
}
