/** What there is to say of a state machine's error handling, wherever its definition was read. */
@NullMarked
package dev.amends.template.machine;

import org.jspecify.annotations.NullMarked;
