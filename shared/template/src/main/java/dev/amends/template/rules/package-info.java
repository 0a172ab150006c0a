/** The mistakes that a template shows, one class each. */
@NullMarked
package dev.amends.template.rules;

import org.jspecify.annotations.NullMarked;
