package dev.amends.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShareOfUnknownTest {
    private static final double ALLOWED = 0.03;

    @Test
    void of_policies_whose_verdict_a_person_can_tell_at_most_three_in_a_hundred_are_unknown() {
        List<KnownVerdicts.Known> all = KnownVerdicts.all();
        Map<Who, Map<Who, Integer>> table = new EnumMap<>(Who.class);
        List<String> wrong = new ArrayList<>();
        int unknown = 0;
        for (KnownVerdicts.Known known : all) {
            Who who = PolicyAnalyser.analyse(known.policy(), known.setting()).who();
            table.computeIfAbsent(known.who(), key -> new EnumMap<>(Who.class))
                    .merge(who, 1, Integer::sum);
            if (who == Who.UNKNOWN) {
                unknown++;
            } else if (who != known.who()) {
                wrong.add(known.name() + ": " + who + " instead of " + known.who());
            }
        }
        double share = (double) unknown / all.size();
        System.out.println("known verdict → analysed as");
        table.forEach((who, as) -> System.out.println("  " + who + " → " + as));
        System.out.printf(
                "  %d policies, %d unknown (%.1f %%)%n", all.size(), unknown, share * 100);
        assertThat(wrong).isEmpty();
        assertThat(all.size()).isGreaterThanOrEqualTo(150);
        assertThat(share).isLessThanOrEqualTo(ALLOWED);
    }
}
