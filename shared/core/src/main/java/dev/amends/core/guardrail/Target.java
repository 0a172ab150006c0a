package dev.amends.core.guardrail;

/**
 * The resource a change was made to.
 *
 * @param arn its full name, without trailing wildcards
 * @param name what a person calls it
 */
public record Target(String account, String region, String arn, String name) {}
