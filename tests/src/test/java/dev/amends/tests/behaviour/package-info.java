@NullMarked
package dev.amends.tests.behaviour;

import org.jspecify.annotations.NullMarked;
