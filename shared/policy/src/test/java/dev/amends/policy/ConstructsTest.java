package dev.amends.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of what may end in unknown: the code, the page and the examples name the same. */
class ConstructsTest {
    private static final Path PAGE = Path.of("../../docs/policy-analysis.md");
    private static final Set<String> IN_CODE =
            Arrays.stream(Construct.values())
                    .map(Construct::toString)
                    .collect(Collectors.toCollection(TreeSet::new));

    @Test
    void the_page_explains_each_of_them_and_no_other() throws IOException {
        Set<String> named = new TreeSet<>();
        String page = Files.readString(PAGE);
        String list = page.substring(page.indexOf("## What may end in unknown"));
        Matcher row = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|").matcher(list);
        while (row.find()) {
            named.add(row.group(1));
        }
        assertThat(named).isEqualTo(IN_CODE);
    }

    @Test
    void an_example_shows_each_of_them() {
        Set<String> shown = new TreeSet<>();
        for (Sample sample : Sample.all()) {
            for (Grant grant : sample.analysis().grants()) {
                assertThat(grant.construct() != null)
                        .as("%s says why it cannot be told, exactly when it cannot", sample)
                        .isEqualTo(grant.who() == Who.UNKNOWN);
                if (grant.construct() != null) {
                    shown.add(grant.construct().toString());
                }
            }
        }
        assertThat(shown).isEqualTo(IN_CODE);
    }
}
