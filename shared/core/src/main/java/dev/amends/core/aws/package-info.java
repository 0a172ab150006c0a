@NullMarked
package dev.amends.core.aws;

import org.jspecify.annotations.NullMarked;
