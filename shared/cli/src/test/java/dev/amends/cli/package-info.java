@NullMarked
package dev.amends.cli;

import org.jspecify.annotations.NullMarked;
