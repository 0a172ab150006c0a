package dev.amends.check.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Finds the templates that somebody names: files, folders, patterns such as {@code stacks/*.yaml},
 * {@code -} for standard input. Each file once, in the order of the names; what is not there comes
 * last, as an input with a problem, so that the others are reviewed all the same.
 */
public final class Inputs {
    private static final List<String> USUAL =
            List.of("template.yaml", "template.yml", "template.json");
    private static final Pattern TEMPLATES = Pattern.compile(".*\\.(ya?ml|json|template)");
    private static final Pattern WILD = Pattern.compile("[*?\\[{]");

    /** Folders in which nobody keeps templates of their own. */
    private static final Set<String> LEFT_OUT = Set.of("node_modules", "target", "__pycache__");

    private static final int DEPTH = 40;

    private final Path folder;
    private final Map<Path, Input> found = new LinkedHashMap<>();
    private final List<Input> problems = new ArrayList<>();

    private Inputs(Path folder) {
        this.folder = folder;
    }

    /**
     * The inputs.
     *
     * @param folder where the command runs
     * @param named nothing means the usual names in that folder, as far as they are there
     */
    public static List<Input> find(Path folder, List<String> named) {
        Inputs inputs = new Inputs(folder);
        named.forEach(inputs::add);
        if (named.isEmpty()) {
            USUAL.stream()
                    .filter(name -> Files.isRegularFile(folder.resolve(name)))
                    .forEach(inputs::add);
        }
        List<Input> all = new ArrayList<>(inputs.found.values());
        all.addAll(inputs.problems);
        return all;
    }

    private void add(String name) {
        if (name.equals("-")) {
            found.putIfAbsent(Path.of("-"), new Input("-", null, true, null));
            return;
        }
        Path path;
        try {
            path = folder.resolve(name);
        } catch (InvalidPathException e) {
            path = null;
        }
        if (path != null && Files.isDirectory(path)) {
            walk(name, path, file -> TEMPLATES.matcher(file.toString()).matches(), false);
        } else if (path != null && Files.exists(path)) {
            put(name, path, true);
        } else if (WILD.matcher(name).find()) {
            pattern(name);
        } else {
            problems.add(Input.missing(name, "there is no such file"));
        }
    }

    private void pattern(String name) {
        String fixed = name.substring(0, firstWild(name));
        int slash = fixed.lastIndexOf('/');
        Path base = folder.resolve(slash < 0 ? "" : name.substring(0, slash + 1));
        String rest = name.substring(slash + 1);
        if (!Files.isDirectory(base)) {
            problems.add(Input.missing(name, "nothing is called so"));
            return;
        }
        try {
            PathMatcher matcher = base.getFileSystem().getPathMatcher("glob:" + rest);
            // In a shell, a/**/b is also a/b.
            PathMatcher shorter =
                    base.getFileSystem().getPathMatcher("glob:" + rest.replace("**/", ""));
            walk(
                    name,
                    base,
                    file -> {
                        Path inner = base.relativize(file);
                        return matcher.matches(inner) || shorter.matches(inner);
                    },
                    true);
        } catch (PatternSyntaxException e) {
            problems.add(Input.missing(name, "it is no pattern: " + e.getDescription()));
        }
    }

    private static int firstWild(String name) {
        var matcher = WILD.matcher(name);
        return matcher.find() ? matcher.start() : name.length();
    }

    private void walk(String name, Path base, Predicate<Path> wanted, boolean chosen) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(base, Set.of(), DEPTH, new Collector(base, wanted, files));
        } catch (IOException | UncheckedIOException e) {
            problems.add(Input.missing(name, "it cannot be read: " + e.getMessage()));
            return;
        }
        if (files.isEmpty()) {
            problems.add(
                    Input.missing(name, chosen ? "nothing is called so" : "no template is in it"));
        }
        files.stream().sorted().forEach(file -> put(shown(file), file, chosen));
    }

    private void put(String name, Path path, boolean chosen) {
        found.merge(
                path.toAbsolutePath().normalize(),
                new Input(name, path, chosen, null),
                (one, other) -> one.chosen() ? one : other);
    }

    private String shown(Path file) {
        Path path = file.toAbsolutePath().normalize();
        Path here = folder.toAbsolutePath().normalize();
        return (path.startsWith(here) ? here.relativize(path) : path).toString();
    }

    /** What cannot be entered is passed by. */
    private static final class Collector extends SimpleFileVisitor<Path> {
        private final Path base;
        private final Predicate<Path> wanted;
        private final List<Path> files;

        Collector(Path base, Predicate<Path> wanted, List<Path> files) {
            this.base = base;
            this.wanted = wanted;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            Path last = folder.getFileName();
            String name = last == null ? "" : last.toString();
            return !folder.equals(base) && (name.startsWith(".") || LEFT_OUT.contains(name))
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isDirectory() && wanted.test(file)) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
