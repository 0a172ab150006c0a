/** What there is to say of a bucket's lifecycle rules, wherever they were read. */
@NullMarked
package dev.amends.template.lifecycle;

import org.jspecify.annotations.NullMarked;
