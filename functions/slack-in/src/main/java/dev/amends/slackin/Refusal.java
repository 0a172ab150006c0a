package dev.amends.slackin;

/**
 * Why something is not done.
 *
 * @param why for the log
 * @param said for the person: the cause and the next step; escaped
 */
record Refusal(String why, String said) {}
