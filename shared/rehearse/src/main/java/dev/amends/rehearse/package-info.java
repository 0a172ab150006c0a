/**
 * Plays past records through the real guardrails: {@code Rehearsal} takes them, {@code Played} is
 * what came of it.
 */
@NullMarked
package dev.amends.rehearse;

import org.jspecify.annotations.NullMarked;
