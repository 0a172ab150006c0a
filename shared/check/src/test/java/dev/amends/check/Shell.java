package dev.amends.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** A person in a folder, who types commands and sees what is printed. */
final class Shell {
    static final LocalDate TODAY = LocalDate.of(2026, 12, 1);

    /** One finding of low, one of medium severity. */
    static final String BAD =
            """
            Parameters: { Auth: { Type: String, Default: NONE } }
            Resources:
              Logs:
                Type: AWS::Logs::LogGroup
              Url:
                Type: AWS::Lambda::Url
                Properties:
                  AuthType: !Ref Auth
            """;

    static final String FINE = "{\"Resources\": {\"Q\": {\"Type\": \"AWS::SQS::Queue\"}}}";

    final Map<String, String> environment = new HashMap<>();
    boolean terminal;
    private final Path root;
    private Path folder;
    private InputStream in = InputStream.nullInputStream();
    private String out = "";
    private String err = "";
    private int exit = -1;

    Shell(Path root) {
        this.root = root;
        this.folder = root;
    }

    Shell write(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String name) {
        try {
            return Files.readString(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Shell cd(String name) {
        folder = root.resolve(name);
        return this;
    }

    Shell pipe(String text) {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Shell run(String... args) {
        StringWriter printed = new StringWriter();
        StringWriter complained = new StringWriter();
        exit =
                Main.run(
                        new Surroundings(
                                new PrintWriter(printed),
                                new PrintWriter(complained),
                                in,
                                folder,
                                TODAY,
                                environment,
                                terminal),
                        args);
        out = printed.toString();
        err = complained.toString();
        return this;
    }

    String out() {
        return out;
    }

    String err() {
        return err;
    }

    int exit() {
        return exit;
    }
}
