package dev.amends.local.slack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/** The Markdown files of a folder as pages, so that links in cards lead somewhere. */
final class Docs {

    private static final List<Extension> TABLES = List.of(TablesExtension.create());

    private final Path folder;
    private final Parser parser = Parser.builder().extensions(TABLES).build();
    private final HtmlRenderer renderer =
            HtmlRenderer.builder()
                    .extensions(TABLES)
                    .escapeHtml(true)
                    .sanitizeUrls(true)
                    .attributeProviderFactory(context -> new Anchors())
                    .build();

    Docs(Path folder) throws IOException {
        this.folder = folder.toRealPath();
    }

    /**
     * The page for a path below {@code /docs/}; nothing when there is no such file in the folder.
     */
    Optional<String> page(String path) throws IOException {
        Optional<Path> found = Optional.empty();
        for (String name : List.of(path, path + ".md", path + "/README.md", path + "/index.md")) {
            found = found.or(() -> inside(name)).filter(Files::isRegularFile);
        }
        if (found.isPresent()) {
            return Optional.of(render(found.get()));
        }
        Optional<Path> listed = inside(path).filter(Files::isDirectory);
        return listed.isPresent() ? Optional.of(list(listed.get())) : Optional.empty();
    }

    /** Whether a path is a folder: its page needs a slash at the end, or links in it go astray. */
    boolean isFolder(String path) {
        return inside(path).filter(Files::isDirectory).isPresent();
    }

    /** A Markdown file or a folder; nothing when the path leads out of ours, by links too. */
    private Optional<Path> inside(String name) {
        try {
            Path real = folder.resolve(name.replaceAll("^/+", "")).toRealPath();
            boolean served = Files.isDirectory(real) || real.toString().endsWith(".md");
            return real.startsWith(folder) && served ? Optional.of(real) : Optional.empty();
        } catch (IOException | java.nio.file.InvalidPathException e) {
            return Optional.empty();
        }
    }

    private String render(Path file) throws IOException {
        Node document = parser.parse(Files.readString(file));
        return Page.document(String.valueOf(file.getFileName()), renderer.render(document));
    }

    private String list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            String links =
                    entries.filter(e -> Files.isDirectory(e) || e.toString().endsWith(".md"))
                            .sorted()
                            .map(e -> folder.relativize(e).toString().replace('\\', '/'))
                            .map(Html::escape)
                            .map(e -> "<li><a href=\"/docs/" + e + "\">" + e + "</a></li>")
                            .collect(Collectors.joining());
            return Page.document("docs", "<h1>docs</h1><ul>" + links + "</ul>");
        }
    }

    /** Gives headings the anchors they have on GitHub, for links with a {@code #}. */
    private static final class Anchors implements AttributeProvider {

        @Override
        public void setAttributes(Node node, String tagName, Map<String, String> attributes) {
            if (node instanceof Heading heading) {
                StringBuilder text = new StringBuilder();
                heading.accept(
                        new AbstractVisitor() {
                            @Override
                            public void visit(Text part) {
                                text.append(part.getLiteral());
                            }

                            @Override
                            public void visit(Code part) {
                                text.append(part.getLiteral());
                            }
                        });
                attributes.put(
                        "id",
                        text.toString()
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                                .replace(' ', '-'));
            }
        }
    }
}
