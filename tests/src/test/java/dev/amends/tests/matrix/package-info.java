/** All functions in one process, every call of theirs failing in every way. */
@org.jspecify.annotations.NullMarked
package dev.amends.tests.matrix;
