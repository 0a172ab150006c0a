@NullMarked
package dev.amends.core.change;

import org.jspecify.annotations.NullMarked;
