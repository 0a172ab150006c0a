@NullMarked
package dev.amends.core.run;

import org.jspecify.annotations.NullMarked;
