@NullMarked
package dev.amends.core.guardrail;

import org.jspecify.annotations.NullMarked;
