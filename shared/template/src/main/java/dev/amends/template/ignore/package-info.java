/** Findings that somebody wants left alone, with a reason. */
@NullMarked
package dev.amends.template.ignore;

import org.jspecify.annotations.NullMarked;
