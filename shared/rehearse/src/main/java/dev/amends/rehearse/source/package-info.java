/** Where past records come from. */
@NullMarked
package dev.amends.rehearse.source;

import org.jspecify.annotations.NullMarked;
