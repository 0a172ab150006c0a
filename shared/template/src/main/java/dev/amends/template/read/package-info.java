/** From the text of a template to its values. */
@NullMarked
package dev.amends.template.read;

import org.jspecify.annotations.NullMarked;
