@NullMarked
package dev.amends.keeper;

import org.jspecify.annotations.NullMarked;
