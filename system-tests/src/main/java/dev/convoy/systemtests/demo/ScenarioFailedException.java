package dev.convoy.systemtests.demo;

/** Something came out otherwise than a scenario insists; the message says what. */
public final class ScenarioFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScenarioFailedException(String message) {
        super(message);
    }
}
