package dev.amends.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** AWS's runtime client for Java, as it comes from Maven Central. */
final class RuntimeClient {
    /** The system property by which it takes its library from a given file. */
    private static final String LIBRARY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private final Path jars;
    private final Path library;

    /**
     * Unpacks its library once: left to itself, each JVM would unpack it into the one folder for
     * temporary files.
     */
    RuntimeClient(Path jars, Path folder) throws IOException {
        this.jars = jars;
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String name =
                "libaws-lambda-jni.linux-%s.so"
                        .formatted(
                                switch (machine) {
                                    case "amd64" -> "x86_64";
                                    case "aarch64" -> "aarch_64";
                                    default -> machine;
                                });
        this.library = folder.resolve(name);
        try (ZipFile jar = new ZipFile(jar().toFile())) {
            ZipEntry entry = jar.getEntry("jni/" + name);
            if (entry == null) {
                throw new IOException("AWS's runtime client does not run on this machine");
            }
            Files.copy(jar.getInputStream(entry), library);
        }
    }

    String classPath() {
        return jars + "/*";
    }

    String argument() {
        return "-D" + LIBRARY + "=" + library;
    }

    private Path jar() throws IOException {
        try (Stream<Path> files = Files.list(jars)) {
            return files.filter(file ->
                            file.getFileName()
                                    .toString()
                                    .startsWith("aws-lambda-java-runtime-interface-client-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
