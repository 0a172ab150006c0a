package dev.amends.policy;

import dev.amends.core.json.BadJson;
import dev.amends.core.json.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** An example policy with the verdict it must get, one file each in {@code policies}. */
record Sample(String name, Setting setting, String policy, Node expect) {
    private static final Path FOLDER = Path.of("src/test/resources/policies");

    static List<Sample> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(Sample::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample read(Path file) {
        try {
            Node node = Node.parse(Files.readString(file));
            Node setting = node.at("setting");
            Node policy = node.at("policy");
            return new Sample(
                    file.getFileName().toString().replace(".json", ""),
                    new Setting(
                            Kind.valueOf(setting.text("kind")),
                            setting.text("name"),
                            setting.text("account"),
                            setting.text("partition"),
                            setting.text("organisation"),
                            setting.text("canonicalUser")),
                    // What is no JSON, or has keys twice, stands there as text.
                    policy.isText() ? policy.text() : policy.toString(),
                    node.at("expect"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BadJson e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    Who who() {
        return Who.valueOf(expect.text("who"));
    }

    Analysis analysis() {
        return PolicyAnalyser.analyse(policy, setting);
    }

    @Override
    public String toString() {
        return name;
    }
}
