@NullMarked
package dev.amends.core.lambda;

import org.jspecify.annotations.NullMarked;
