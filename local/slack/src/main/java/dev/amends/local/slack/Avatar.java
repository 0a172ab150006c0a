package dev.amends.local.slack;

/** A picture of who speaks, drawn here: nothing is loaded from elsewhere. */
final class Avatar {

    private static final String BOT =
            "<svg class=\"avatar\" viewBox=\"0 0 36 36\" aria-hidden=\"true\"><rect width=\"36\""
                    + " height=\"36\" fill=\"#0b6e69\"/><path d=\"M18 6l10 4v7c0 7-4 11-10 13C12 28 8 24 8"
                    + " 17v-7z\" fill=\"#fff\"/><path d=\"M13 18l4 4 7-8\" fill=\"none\" stroke=\"#0b6e69\""
                    + " stroke-width=\"3\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>";

    /** Dark enough for white letters. */
    private static final String[] COLOURS = {
        "#7a5ea3", "#1264a3", "#a8442a", "#3b6e22", "#8a4b7d", "#4a5568"
    };

    private Avatar() {}

    static String of(String user, String name) {
        if (user.equals(WebApi.BOT_USER)) {
            return BOT;
        }
        String colour = COLOURS[Math.floorMod(user.hashCode(), COLOURS.length)];
        String letter = name.substring(0, name.offsetByCodePoints(0, 1));
        return """
        <svg class="avatar" viewBox="0 0 36 36" aria-hidden="true"><rect width="36" height="36" fill="%s"/>\
        <text x="18" y="24" text-anchor="middle" font-size="17" font-weight="700" fill="#fff">%s</text></svg>\
        """
                .formatted(colour, Html.escape(letter));
    }
}
