@NullMarked
package dev.amends.tests.e2e;

import org.jspecify.annotations.NullMarked;
