/**
 * Holds template.yaml against what it must fit: sample events, the guardrails' declarations and
 * IAM's public reference.
 */
@NullMarked
package dev.amends.tests.template;

import org.jspecify.annotations.NullMarked;
