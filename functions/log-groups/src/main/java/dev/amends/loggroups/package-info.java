@NullMarked
package dev.amends.loggroups;

import org.jspecify.annotations.NullMarked;
