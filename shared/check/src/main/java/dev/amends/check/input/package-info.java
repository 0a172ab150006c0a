/** What the command reads: templates, values of parameters. */
@NullMarked
package dev.amends.check.input;

import org.jspecify.annotations.NullMarked;
