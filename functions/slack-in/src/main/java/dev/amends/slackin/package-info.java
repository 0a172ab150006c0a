/**
 * The function that Slack calls: verifies, asks who may, writes decisions down. It never touches a
 * resource.
 */
@NullMarked
package dev.amends.slackin;

import org.jspecify.annotations.NullMarked;
