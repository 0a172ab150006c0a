/**
 * Holds template.yaml against what it must fit: sample events, the guardrails' declarations, IAM's
 * public reference and calls that were recorded on the local account.
 */
@NullMarked
package dev.amends.tests.template;

import org.jspecify.annotations.NullMarked;
