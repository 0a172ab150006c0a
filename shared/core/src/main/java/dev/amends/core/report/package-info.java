@NullMarked
package dev.amends.core.report;

import org.jspecify.annotations.NullMarked;
