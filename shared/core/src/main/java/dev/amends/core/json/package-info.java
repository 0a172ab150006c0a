@NullMarked
package dev.amends.core.json;

import org.jspecify.annotations.NullMarked;
