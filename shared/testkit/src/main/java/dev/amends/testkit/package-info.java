@NullMarked
package dev.amends.testkit;

import org.jspecify.annotations.NullMarked;
