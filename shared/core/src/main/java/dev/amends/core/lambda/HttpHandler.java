package dev.amends.core.lambda;

/** What a function does with one request. */
@FunctionalInterface
public interface HttpHandler {

    /** Handles one request to its end; an exception is a mistake of ours and answered with 500. */
    HttpReply handle(HttpCall call);
}
