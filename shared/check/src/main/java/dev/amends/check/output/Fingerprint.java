package dev.amends.check.output;

import dev.amends.check.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By which a finding is recognised in the next run: rule, resource, path, and which one of several
 * with the same it is. Never the line, and not the file, which whoever compares has beside it.
 */
final class Fingerprint {
    private Fingerprint() {}

    static String of(Finding finding) {
        Finding.Key key = finding.key();
        String text = String.join("\n", key.rule(), key.resource(), key.path());
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16) + ":" + finding.number();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
