package dev.convoy.functions.platform.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What is wrong with a request, as RFC 9457 writes it.
 *
 * @param detail one sentence for a person
 * @param errors each bad field; left out if there is none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, List<FieldProblem> errors) {

    /**
     * @param field path such as {@code items[2].quantity}, or the name of a header or query parameter
     * @param problem what it must be
     */
    public record FieldProblem(String field, String problem) {}

    public Problem {
        errors = List.copyOf(errors);
    }

    private Problem(int status, String title, String detail, List<FieldProblem> errors) {
        this("about:blank", title, status, detail, errors);
    }

    public static Problem badRequest(List<FieldProblem> errors) {
        return new Problem(400, "Bad Request", "The request has " + errors.size() + " bad field(s).", errors);
    }

    public static Problem badRequest(String field, String problem) {
        return badRequest(List.of(new FieldProblem(field, problem)));
    }

    public static Problem notFound(String what) {
        return new Problem(404, "Not Found", "There is no " + what + ".", List.of());
    }

    public static Problem conflict(String detail) {
        return new Problem(409, "Conflict", detail, List.of());
    }

    public static Problem tooLarge(int bytes) {
        return new Problem(413, "Content Too Large", "The body must have at most " + bytes + " bytes.", List.of());
    }

    public static Problem unprocessable(String field, String problem) {
        return new Problem(
                422,
                "Unprocessable Content",
                "The request contradicts an earlier one.",
                List.of(new FieldProblem(field, problem)));
    }

    public static Problem gone(String detail) {
        return new Problem(410, "Gone", detail, List.of());
    }

    public static Problem rangeNotSatisfiable(String detail) {
        return new Problem(416, "Range Not Satisfiable", detail, List.of());
    }

    public static Problem tooMany(String detail) {
        return new Problem(429, "Too Many Requests", detail, List.of());
    }

    static Problem bug() {
        return new Problem(500, "Internal Server Error", "The fault is ours and was logged.", List.of());
    }

    static Problem outage() {
        return new Problem(503, "Service Unavailable", "Something we depend on does not answer; try again.", List.of());
    }
}
