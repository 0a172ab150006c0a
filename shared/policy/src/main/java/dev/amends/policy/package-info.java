/**
 * Reads resource policies. Pure: text and a setting in, an analysis out; no AWS client, no clock,
 * no environment.
 */
@NullMarked
package dev.amends.policy;

import org.jspecify.annotations.NullMarked;
