@NullMarked
package dev.amends.core.settings;

import org.jspecify.annotations.NullMarked;
