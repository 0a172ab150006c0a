@org.jspecify.annotations.NullUnmarked
package dev.amends.check;
