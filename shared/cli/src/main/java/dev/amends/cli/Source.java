package dev.amends.cli;

import dev.amends.check.terminal.Cannot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that people name on the command line. */
final class Source {
    private Source() {}

    static String read(Path file) throws Cannot {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw Cannot.because("there is no file " + file);
        } catch (CharacterCodingException e) {
            throw Cannot.because(file + " is not UTF-8 text");
        } catch (IOException e) {
            throw Cannot.because(
                    Files.isDirectory(file)
                            ? file + " is a folder; name a file in it"
                            : file + " cannot be read: " + e.getMessage());
        }
    }

    /** The same, where {@code -} means what is piped in. */
    static String read(Path file, InputStream piped) throws Cannot {
        if (!file.toString().equals("-")) {
            return read(file);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(piped.readAllBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Cannot.because("what was piped in is not UTF-8 text");
        } catch (IOException e) {
            throw Cannot.because("what was piped in cannot be read: " + e.getMessage());
        }
    }
}
