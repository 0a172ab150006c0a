package dev.amends.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.core.json.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each seed makes one policy; a failure names its seed and shows the policy. */
class PropertiesTest {
    private static final int SEEDS = 4_000;

    private record Case(
            Random random, Policies make, Setting setting, List<Map<String, Object>> statements) {

        Analysis analysis() {
            return of(statements);
        }

        Analysis of(List<Map<String, Object>> other) {
            return PolicyAnalyser.analyse(text(other), setting);
        }

        static String text(List<Map<String, Object>> statements) {
            return Node.write(Policies.policy(statements));
        }
    }

    private static void forAll(BiConsumer<Case, Function<String, String>> property) {
        for (int seed = 0; seed < SEEDS; seed++) {
            int here = seed;
            Random random = new Random(seed);
            Policies make = new Policies(random);
            Case one = new Case(random, make, make.setting(), make.statements());
            String policy = Case.text(one.statements);
            property.accept(
                    one, what -> "seed " + here + ", " + one.setting + ", " + what + ": " + policy);
        }
    }

    @Test
    void one_more_allow_never_makes_the_worst_verdict_safer() {
        forAll((one, as) -> {
            List<Map<String, Object>> more = new ArrayList<>(one.statements);
            more.add(one.random.nextInt(more.size() + 1), one.make.statement("more", true));
            assertThat(one.of(more).who())
                    .as(as.apply(Case.text(more)))
                    .isGreaterThanOrEqualTo(one.analysis().who());
        });
    }

    @Test
    void one_more_condition_never_makes_a_grant_more_open() {
        forAll((one, as) -> {
            List<Map<String, Object>> more = new ArrayList<>(one.statements);
            int at = one.random.nextInt(more.size());
            if (!"Allow".equals(more.get(at).get("Effect"))) {
                return;
            }
            Map<String, Object> changed = new LinkedHashMap<>(more.get(at));
            Map<String, Object> block = new LinkedHashMap<>();
            if (changed.get("Condition") instanceof Map<?, ?> present) {
                present.forEach((key, value) -> block.put(String.valueOf(key), value));
            }
            one.make.condition(block);
            changed.put("Condition", block);
            more.set(at, changed);
            Grant before = grant(one.analysis(), at);
            Grant after = grant(one.of(more), at);
            assertThat(after.atMost())
                    .as(as.apply(Case.text(more)))
                    .isLessThanOrEqualTo(before.atMost());
            if (!before.who().open() && before.who() != Who.UNKNOWN) {
                assertThat(after.who())
                        .as(as.apply(Case.text(more)))
                        .isLessThanOrEqualTo(before.who());
            }
        });
    }

    @Test
    void one_more_deny_never_makes_a_grant_more_open() {
        forAll((one, as) -> {
            List<Map<String, Object>> more = new ArrayList<>(one.statements);
            more.add(one.make.statement("more", false));
            List<Grant> before = one.analysis().grants();
            List<Grant> after = one.of(more).grants();
            assertThat(after).hasSameSizeAs(before);
            for (int i = 0; i < before.size(); i++) {
                assertThat(after.get(i).atMost())
                        .as(as.apply(Case.text(more)))
                        .isLessThanOrEqualTo(before.get(i).atMost());
            }
        });
    }

    @Test
    void order_case_of_keys_and_formatting_do_not_matter() {
        forAll((one, as) -> {
            List<Map<String, Object>> mixed = new ArrayList<>();
            for (Map<String, Object> statement : one.statements) {
                mixed.add(shuffledStatement(statement, one.random));
            }
            Collections.shuffle(mixed, one.random);
            String pretty = Pretty.write(Policies.policy(mixed)).replace("  ", "\t ");
            assertThat(verdicts(PolicyAnalyser.analyse(pretty, one.setting)))
                    .as(as.apply(pretty))
                    .isEqualTo(verdicts(one.analysis()));
        });
    }

    @Test
    void the_narrowed_policy_is_fine_there_and_leaves_the_other_verdicts_as_they_were() {
        int[] count = {0};
        forAll((one, as) -> {
            Analysis before = one.analysis();
            for (Grant grant : before.grants()) {
                Narrowed narrowed =
                        Narrowed.of(
                                        Case.text(one.statements),
                                        one.setting,
                                        grant.index(),
                                        Source.account(KnownVerdicts.OWN))
                                .orElse(null);
                if (narrowed == null) {
                    continue;
                }
                count[0]++;
                Map<String, String> left = verdicts(before);
                String sid = String.valueOf(grant.sid());
                left.remove(sid);
                Map<String, String> after =
                        verdicts(PolicyAnalyser.analyse(narrowed.text(), one.setting));
                String changed = after.remove(sid);
                assertThat(changed == null || changed.matches("(FINE|ORGANISATION) .*"))
                        .as(as.apply(narrowed.text()))
                        .isTrue();
                // Whoever no longer exists is not named any more.
                left.entrySet()
                        .removeIf(each ->
                                each.getValue().startsWith("FINE ")
                                        && !after.containsKey(each.getKey()));
                assertThat(after).as(as.apply(narrowed.text())).isEqualTo(left);
            }
        });
        assertThat(count[0]).isGreaterThan(SEEDS / 2);
    }

    private static Grant grant(Analysis analysis, int index) {
        return analysis.grants().stream()
                .filter(grant -> grant.index() == index)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> verdicts(Analysis analysis) {
        return analysis.grants().stream()
                .collect(
                        Collectors.toMap(
                                grant -> String.valueOf(grant.sid()),
                                grant -> grant.who() + " " + grant.atMost() + " " + grant.risk()));
    }

    /** The same statement: keys and values in another order, condition names in another case. */
    private static Map<String, Object> shuffledStatement(
            Map<String, Object> statement, Random random) {
        Map<String, Object> mixed = new LinkedHashMap<>();
        for (String name : order(statement, random)) {
            Object value = statement.get(name);
            mixed.put(
                    name,
                    switch (name) {
                        case "Sid", "Effect" -> value;
                        case "Condition" -> block(value, random);
                        default -> values(value, random);
                    });
        }
        return mixed;
    }

    private static Object block(Object block, Random random) {
        Map<String, Object> mixed = new LinkedHashMap<>();
        Map<?, ?> operators = (Map<?, ?>) block;
        for (String operator : order(operators, random)) {
            Map<String, Object> keys = new LinkedHashMap<>();
            Map<?, ?> present = (Map<?, ?>) operators.get(operator);
            for (String key : order(present, random)) {
                keys.put(inCase(key, random), values(present.get(key), random));
            }
            mixed.put(inCase(operator, random), keys);
        }
        return mixed;
    }

    private static Object values(Object value, Random random) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> mixed = new LinkedHashMap<>();
            order(map, random).forEach(key -> mixed.put(key, values(map.get(key), random)));
            return mixed;
        }
        List<Object> list = new ArrayList<>(value instanceof List<?> many ? many : List.of(value));
        Collections.shuffle(list, random);
        return list.size() == 1 && random.nextBoolean() ? list.get(0) : list;
    }

    private static List<String> order(Map<?, ?> map, Random random) {
        List<String> keys = new ArrayList<>();
        map.keySet().forEach(key -> keys.add(String.valueOf(key)));
        Collections.shuffle(keys, random);
        return keys;
    }

    private static String inCase(String name, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> name.toLowerCase(Locale.ROOT);
            case 1 -> name.toUpperCase(Locale.ROOT);
            default -> name;
        };
    }
}
