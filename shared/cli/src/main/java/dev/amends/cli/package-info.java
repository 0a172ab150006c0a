/**
 * The command line. One small class for each command; {@link dev.amends.cli.Amends} puts them
 * together.
 */
@NullMarked
package dev.amends.cli;

import org.jspecify.annotations.NullMarked;
