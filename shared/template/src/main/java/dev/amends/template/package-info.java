/**
 * A CloudFormation or SAM template: read from its text, resolved as far as that can be done without
 * an account, every part with its place in the source. Pure: no network, no clock, no files.
 */
@NullMarked
package dev.amends.template;

import org.jspecify.annotations.NullMarked;
