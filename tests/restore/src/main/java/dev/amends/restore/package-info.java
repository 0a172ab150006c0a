@NullMarked
package dev.amends.restore;

import org.jspecify.annotations.NullMarked;
