package dev.amends.slackout;

import dev.amends.core.ledger.Finding;
import dev.amends.core.ledger.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a finding that a card, which only shows how things stand, would not tell: read
 * from its history, of which each revision adds one line.
 */
final class Story {
    private static final Pattern LINE =
            Pattern.compile("\\S+ (\\w+) -> (\\w+): (.*)", Pattern.DOTALL);

    /** What kind of news it is. */
    enum Kind {
        /** It was tried, and could not be done. */
        FAILED,
        /** A person's decision was not carried out. */
        REFUSED,
        /** An approval or an exemption ends soon. */
        REMINDER,
        /** Nobody decided in time. */
        EXPIRED
    }

    /**
     * One piece of news.
     *
     * @param rev the revision it came with
     */
    record News(Kind kind, int rev, String text) {}

    private record Line(String from, String to, String text) {}

    private Story() {}

    /** What came after a revision, oldest first. */
    static List<News> since(Finding finding, int said) {
        List<Line> lines = lines(finding);
        List<News> news = new ArrayList<>();
        String standing = lines.isEmpty() ? "" : lines.getFirst().text();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            int rev = finding.rev() - (lines.size() - 1 - i);
            Kind kind = kind(finding, lines, i, standing);
            if (kind != null && rev > said) {
                news.add(new News(kind, rev, line.text()));
            }
            if (kind != Kind.REFUSED) {
                standing = line.text();
            }
        }
        return news;
    }

    private static @Nullable Kind kind(Finding finding, List<Line> lines, int i, String standing) {
        Line line = lines.get(i);
        if (line.to().equals(line.from())) {
            if (i == 0 || line.to().equals("acting")) {
                return null;
            }
            if (line.text().equals(standing)) {
                return stays(finding, lines, i) ? Kind.REMINDER : null;
            }
            // Another exemption over the one before changes what is decided; a note does not.
            return line.text().equals(finding.decision()) ? null : Kind.REFUSED;
        }
        if (line.from().equals("acting")) {
            boolean undo = line.to().equals("fixed") && claimed(lines, i).equals("fixed");
            return undo || line.to().equals("failed") ? Kind.FAILED : null;
        }
        return line.to().equals("expired") && stays(finding, lines, i) ? Kind.EXPIRED : null;
    }

    /** Whether it has stood so ever since. */
    private static boolean stays(Finding finding, List<Line> lines, int i) {
        String state = name(finding.state());
        return lines.subList(i, lines.size()).stream().allMatch(line -> line.to().equals(state));
    }

    /** The state out of which the claim was taken that ends here. */
    private static String claimed(List<Line> lines, int end) {
        for (int i = end - 1; i >= 0; i--) {
            if (!lines.get(i).from().equals("acting")) {
                return lines.get(i).from();
            }
        }
        return "";
    }

    private static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static List<Line> lines(Finding finding) {
        List<Line> lines = new ArrayList<>();
        for (String text : finding.history()) {
            Matcher line = LINE.matcher(text);
            lines.add(
                    line.matches()
                            ? new Line(line.group(1), line.group(2), line.group(3))
                            : new Line("", "", text));
        }
        return lines;
    }
}
