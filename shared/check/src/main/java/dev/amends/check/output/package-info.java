/** What the command writes: for people, for programs, for code scanning, for test reports. */
@NullMarked
package dev.amends.check.output;

import org.jspecify.annotations.NullMarked;
