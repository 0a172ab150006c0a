package dev.amends.check.input;

import dev.amends.check.terminal.Cannot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads texts, not more than a template could ever be. */
public final class Texts {
    /**
     * In bytes. CloudFormation takes 1 MB, from S3.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html">quotas</a>
     */
    private static final int MOST = 5_000_000;

    private Texts() {}

    /**
     * The text of a file.
     *
     * @throws Cannot with half a sentence that says why it cannot be read
     */
    public static String of(Path file) throws Cannot {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in);
        } catch (NoSuchFileException e) {
            throw Cannot.because("there is no such file");
        } catch (IOException e) {
            throw Cannot.because(
                    Files.isDirectory(file)
                            ? "it is a folder"
                            : "it cannot be read: " + e.getMessage());
        }
    }

    /**
     * All that is piped in.
     *
     * @throws Cannot with half a sentence that says why it cannot be read
     */
    public static String of(InputStream in) throws Cannot {
        try {
            byte[] bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw Cannot.because("it is longer than any template, %d bytes".formatted(MOST));
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw Cannot.because("it is not UTF-8 text");
        } catch (IOException e) {
            throw Cannot.because("it cannot be read: " + e.getMessage());
        }
    }
}
