@NullMarked
package dev.amends.slackout;

import org.jspecify.annotations.NullMarked;
