package dev.amends.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Git repository around the folder in which the command runs; otherwise that folder. */
final class Repository {
    private final Path root;

    private Repository(Path root) {
        this.root = root;
    }

    /**
     * Where a file is.
     *
     * @param uri relative to the root when it is inside, otherwise absolute
     */
    record Place(String uri, boolean inside) {}

    static Repository around(Path folder) {
        Path here = real(folder.toAbsolutePath().normalize());
        for (Path each = here; each != null; each = each.getParent()) {
            if (Files.exists(each.resolve(".git"))) {
                return new Repository(each);
            }
        }
        return new Repository(here);
    }

    boolean contains(Path real) {
        return real.startsWith(root);
    }

    Place place(Path file) {
        Path path = file.toAbsolutePath().normalize();
        Path parent = path.getParent();
        Path name = path.getFileName();
        // The file may be a link, which has a place of its own; its folder may be reached by one.
        Path real = parent == null || name == null ? path : real(parent).resolve(name);
        return real.startsWith(root)
                ? new Place(root.toUri().relativize(real.toUri()).toASCIIString(), true)
                : new Place(real.toUri().toASCIIString(), false);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }
}
