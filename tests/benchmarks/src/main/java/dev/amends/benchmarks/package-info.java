/** JMH benchmarks: {@code java -jar tests/benchmarks/target/amends-benchmarks.jar}. */
@NullMarked
package dev.amends.benchmarks;

import org.jspecify.annotations.NullMarked;
