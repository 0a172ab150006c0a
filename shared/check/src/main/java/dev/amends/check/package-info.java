/**
 * {@code amends check}, {@code rules} and {@code explain}: what the rules find in templates, on a
 * laptop and in CI. No AWS, no network. {@link dev.amends.check.CheckCommand} shows the way: find
 * the files ({@code input}), review each ({@code Reviewer}), set aside what is in the baseline,
 * write the reports ({@code output}).
 */
@NullMarked
package dev.amends.check;

import org.jspecify.annotations.NullMarked;
