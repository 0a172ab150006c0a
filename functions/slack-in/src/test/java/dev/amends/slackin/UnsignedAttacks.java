package dev.amends.slackin;

import static dev.amends.slackin.Acts.fix;
import static dev.amends.slackin.Acts.now;
import static dev.amends.slackin.Acts.send;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Requests that Slack did not sign, or that are none. */
final class UnsignedAttacks {
    private UnsignedAttacks() {}

    static List<Attack> all() {
        return List.of(
                Attack.unsigned(
                        "wrong secret",
                        401,
                        "the signature does not fit",
                        world -> send(world, Signed.event(fix(world), now(world), "another"))),
                Attack.unsigned(
                        "altered body",
                        401,
                        "the signature does not fit",
                        world -> {
                            Map<String, Object> event = Signed.event(fix(world), now(world));
                            event.put("body", fix(world).replace("fix", "undo"));
                            return send(world, event);
                        }),
                Attack.unsigned(
                        "old timestamp",
                        401,
                        "signed more than five minutes from now",
                        world ->
                                send(
                                        world,
                                        Signed.event(fix(world), now(world).minusSeconds(301)))),
                Attack.unsigned(
                        "future timestamp",
                        401,
                        "signed more than five minutes from now",
                        world ->
                                send(world, Signed.event(fix(world), now(world).plusSeconds(302)))),
                Attack.unsigned(
                        "missing headers",
                        401,
                        "not signed",
                        world -> {
                            Map<String, Object> event = Signed.event(fix(world), now(world));
                            event.remove("headers");
                            return send(world, event);
                        }),
                Attack.unsigned(
                        "oversized body",
                        413,
                        "the body is larger than 256 KiB",
                        world ->
                                send(
                                        world,
                                        Signed.event(
                                                fix(world) + "&x=" + "x".repeat(256 * 1024),
                                                now(world)))),
                Attack.unsigned(
                        "oversized body as Base64",
                        413,
                        "the body is larger than 256 KiB",
                        world -> {
                            String body = fix(world) + "&x=" + "x".repeat(256 * 1024);
                            Map<String, Object> event = Signed.event(body, now(world));
                            event.put(
                                    "body",
                                    Base64.getEncoder()
                                            .encodeToString(body.getBytes(StandardCharsets.UTF_8)));
                            event.put("isBase64Encoded", true);
                            return send(world, event);
                        }),
                Attack.unsigned(
                        "Base64 junk",
                        401,
                        "the body is not Base64",
                        world -> {
                            Map<String, Object> event = Signed.event(fix(world), now(world));
                            event.put("isBase64Encoded", true);
                            return send(world, event);
                        }),
                Attack.unsigned(
                        "junk JSON, signed",
                        400,
                        "signed, but not JSON",
                        world ->
                                send(
                                        world,
                                        Signed.event(
                                                "payload=" + Signed.encode("{\"type\":"),
                                                now(world)))),
                Attack.unsigned(
                        "duplicate keys in the JSON, signed",
                        400,
                        "signed, but not JSON",
                        world ->
                                send(
                                        world,
                                        Signed.event(
                                                fix(world)
                                                        .replace(
                                                                Signed.encode("{\"type\""),
                                                                Signed.encode(
                                                                        "{\"type\":\"x\",\"type\"")),
                                                now(world)))),
                Attack.unsigned(
                        "a field twice in the form, signed",
                        400,
                        "signed, but not a form",
                        world -> send(world, Signed.event(fix(world) + "&payload=x", now(world)))));
    }
}
