package dev.convoy.runtime.durable.management;

/** A request that gets an error status. Its message goes to the caller. */
final class HttpProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    HttpProblem(int status, String message) {
        super(message);
        this.status = status;
    }

    static HttpProblem badRequest(String message) {
        return new HttpProblem(400, message);
    }

    int status() {
        return status;
    }
}
