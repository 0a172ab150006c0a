@NullMarked
package dev.amends.buckets;

import org.jspecify.annotations.NullMarked;
