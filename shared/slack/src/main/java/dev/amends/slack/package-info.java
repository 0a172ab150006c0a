/**
 * What the functions that speak with Slack share: its API, its secrets, the cards that hang there.
 */
@NullMarked
package dev.amends.slack;

import org.jspecify.annotations.NullMarked;
