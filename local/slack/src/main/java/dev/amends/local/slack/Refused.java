package dev.amends.local.slack;

/** A call ends here with this answer. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refused(Answer answer) {
        super(answer.body().path("error").asText(), null, false, false);
        this.answer = answer;
    }

    Refused(String error) {
        this(Answer.error(error));
    }

    Answer answer() {
        return answer;
    }
}
