package dev.amends.local.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MrkdwnTest {

    private static final String TARGET = "\" target=\"_blank\" rel=\"noopener noreferrer\">";

    private final Mrkdwn mrkdwn =
            new Mrkdwn(new Channels(List.of()), new People(List.of(), List.of()), ZoneOffset.UTC);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '¦',
            textBlock =
                    """
                    a *b* c                 ¦ a <b>b</b> c
                    _i_, ~s~.               ¦ <i>i</i>, <s>s</s>.
                    *_both_*                ¦ <b><i>both</i></b>
                    snake_case_name         ¦ snake_case_name
                    2 * 3 * 4               ¦ 2 * 3 * 4
                    *a `*` b*               ¦ <b>a <code>*</code> b</b>
                    `*no* &lt;b&gt;`        ¦ <code>*no* &lt;b&gt;</code>
                    a *b                    ¦ a *b
                    &lt;!channel&gt;        ¦ &lt;!channel&gt;
                    &amp;lt;b&amp;gt;       ¦ &amp;lt;b&amp;gt;
                    &amp;amp;               ¦ &amp;amp;
                    &quot;                  ¦ &amp;quot;
                    <script>alert(1)</script> ¦ &lt;script&gt;alert(1)&lt;/script&gt;
                    "a" 'b'                 ¦ &quot;a&quot; &#39;b&#39;
                    <javascript:alert(1)|x> ¦ &lt;javascript:alert(1)|x&gt;
                    <data:text/html,a|x>    ¦ &lt;data:text/html,a|x&gt;
                    <!here>                 ¦ <span class="mention all">@here</span>
                    <@U1>                   ¦ <span class="mention">@U1</span>
                    <#C0AMENDS01>           ¦ <span class="mention">#amends-local</span>
                    <!subteam^S1|@ops>      ¦ <span class="mention">@ops</span>
                    <mailto:a@example.com|a> ¦ a
                    :white_check_mark: :no_such: ¦ ✅ :no_such:
                    """)
    void mark_up_becomes_html_and_nothing_else_does(String text, String html) {
        assertThat(mrkdwn.html(text)).isEqualTo(html);
    }

    @Test
    void a_link_has_its_label_and_its_address_unescaped_once() {
        assertThat(mrkdwn.html("<https://example.com/?a=1&amp;b=2|a &lt;b&gt;>"))
                .isEqualTo(
                        "<a href=\"https://example.com/?a=1&amp;b=2" + TARGET + "a &lt;b&gt;</a>");
    }

    @Test
    void a_quote_in_an_address_stays_within_it() {
        assertThat(mrkdwn.html("<https://example.com/\"onmouseover=\"alert(1)|a>"))
                .doesNotContain("\"onmouseover");
        assertThat(mrkdwn.html("<https://example.com/'a|a>"))
                .isEqualTo("<a href=\"https://example.com/&#39;a" + TARGET + "a</a>");
    }

    @Test
    void a_bare_address_is_a_link_without_the_punctuation_after_it() {
        assertThat(mrkdwn.html("See https://example.com/a."))
                .isEqualTo(
                        "See <a href=\"https://example.com/a"
                                + TARGET
                                + "https://example.com/a</a>.");
    }

    @Test
    void a_verbatim_text_keeps_bare_addresses_as_they_are_and_links_as_links() {
        assertThat(mrkdwn.verbatim().html("https://example.com <https://example.com|a> *b*"))
                .isEqualTo(
                        "https://example.com <a href=\"https://example.com"
                                + TARGET
                                + "a</a> <b>b</b>");
    }

    @Test
    void lines_quotes_and_code_blocks_keep_their_shape() {
        assertThat(mrkdwn.html("a\nb")).isEqualTo("a<br>b");
        assertThat(mrkdwn.html("a\n> b\n&gt; c\nd")).isEqualTo("a<blockquote>b<br>c</blockquote>d");
        assertThat(mrkdwn.html(">>> a\nb")).isEqualTo("<blockquote>a<br>b</blockquote>");
        assertThat(mrkdwn.html("a\n```\n*b*\n  <c>\n```\nd"))
                .isEqualTo("a<pre>*b*\n  &lt;c&gt;</pre>d");
        assertThat(mrkdwn.html("a ```open")).isEqualTo("a ```open");
    }

    @Test
    void a_date_is_shown_in_the_readers_zone_with_the_fallback_at_hand() {
        assertThat(mrkdwn.html("<!date^1763900000^{date_num} at {time}|then>"))
                .isEqualTo("<time title=\"then\">2025-11-23 at 12:13 PM</time>");
    }

    @Test
    void a_date_that_is_none_is_shown_as_its_fallback() {
        assertThat(mrkdwn.html("<!date^soon^{date_num}|in a &lt;while&gt;>"))
                .isEqualTo("<time>in a &lt;while&gt;</time>");
        assertThat(mrkdwn.html("<!date^1763900000|then>")).isEqualTo("<time>then</time>");
    }
}
