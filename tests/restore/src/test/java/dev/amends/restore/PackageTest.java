package dev.amends.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackageTest {
    private static final Path FUNCTIONS = Path.of("../../functions");

    @ParameterizedTest
    @EnumSource
    void no_package_grows_unnoticed(Function function) throws Exception {
        Sizes sizes = Sizes.of(Path.of(""));
        long size = function.packaged(FUNCTIONS).size();
        System.out.println(function.id() + ": " + size + " bytes, accepted " + sizes.of(function));
        assertThat(size)
                .as(
                        "bytes of %s, of which %d were accepted: find out what came in; `tests/restore/run sizes` accepts it",
                        function.id(), sizes.of(function))
                .isPositive()
                .isLessThanOrEqualTo(sizes.most(function));
    }
}
