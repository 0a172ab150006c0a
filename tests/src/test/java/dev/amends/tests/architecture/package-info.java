@NullMarked
package dev.amends.tests.architecture;

import org.jspecify.annotations.NullMarked;
