package dev.amends.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.amends.tests.template.Deployed;
import dev.amends.tests.template.RecordedCalls;
import dev.amends.tests.template.Statement;
import dev.amends.tests.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Last: all calls that the tests before made the functions make, against what the roles allow. */
@Order(Integer.MAX_VALUE)
class RolesE2eTest extends E2e {

    @Test
    void everyCallWasGrantedAndEveryGrantWasUsedOrIsExplained() throws IOException {
        Path calls = Files.createTempFile("calls", ".jsonl");
        Files.write(
                calls,
                Files.readAllLines(account.callsFile()).stream()
                        // The tests borrow a role to be quiet; that is no call of the function.
                        .filter(line -> line.endsWith("}") && !line.contains("/e2e\""))
                        .toList());
        // As local/up deploys it.
        Deployed deployed =
                new Deployed(
                        Template.ours(),
                        Map.of("Dashboard", "false", "Powers", "full"),
                        Account.ID,
                        Account.REGION,
                        "amends",
                        account.physical);
        RecordedCalls.Comparison comparison =
                RecordedCalls.compare(
                        RecordedCalls.read(calls),
                        Statement.ofRoles(deployed),
                        RecordedCalls.EXPLAINED);

        Files.delete(calls);
        assertThat(comparison.missing()).isEqualTo(List.of());
        assertThat(comparison.unused()).isEqualTo(List.of());
        assertThat(comparison.stale()).isEqualTo(List.of());
    }
}
