@NullMarked
package dev.amends.check;

import org.jspecify.annotations.NullMarked;
