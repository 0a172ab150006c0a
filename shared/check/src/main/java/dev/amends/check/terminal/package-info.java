/** What every command has in common: exit codes, errors in one line, text that is fit to print. */
@NullMarked
package dev.amends.check.terminal;

import org.jspecify.annotations.NullMarked;
