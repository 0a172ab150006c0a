/** Reviews the templates of stacks, as they are deployed and before. */
@NullMarked
package dev.amends.stacks;

import org.jspecify.annotations.NullMarked;
