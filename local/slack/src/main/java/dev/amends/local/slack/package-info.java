/**
 * A Slack workspace on your machine. It speaks the Web API methods the bot uses, enforces Slack's
 * limits and shows its channels as a page. It shares no code with the bot.
 */
@NullMarked
package dev.amends.local.slack;

import org.jspecify.annotations.NullMarked;
