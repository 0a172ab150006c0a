package dev.amends.slackout;

import java.security.SecureRandom;
import java.util.HexFormat;

/** What nobody can guess: the tokens that buttons carry. */
final class Tokens {
    private Tokens() {}

    /**
     * 128 random bits in hex. The generator is made when it is needed: nothing random may be part
     * of a SnapStart snapshot, from which many environments start. AWS's runtime keeps SecureRandom
     * unique all the same (https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html).
     */
    static String fresh() {
        byte[] bits = new byte[16];
        new SecureRandom().nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }
}
