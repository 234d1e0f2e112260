package dev.convoy.orchestrations.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import dev.convoy.contracts.json.Json;

/** A status and a JSON body, which is problem+json (RFC 9457) from 400 on. */
record Answer(int status, ObjectNode body) {

    private static final int FIRST_ERROR = 400;

    static Answer badField(String field, String problem) {
        Answer answer = problem(400, "Bad Request", "The request has 1 bad field(s).");
        answer.body().putArray("errors").addObject().put("field", field).put("problem", problem);
        return answer;
    }

    static Answer unavailable() {
        return problem(503, "Service Unavailable", "Something we depend on does not answer; try again.");
    }

    static Answer problem(int status, String title, String detail) {
        ObjectNode body = Json.mapper()
                .createObjectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        return new Answer(status, body);
    }

    static HttpResponseMessage respond(HttpRequestMessage<?> request, Answer answer) {
        String type = answer.status() < FIRST_ERROR ? "application/json" : "application/problem+json";
        return request.createResponseBuilder(HttpStatusType.custom(answer.status()))
                .header("Content-Type", type)
                .body(answer.body().toString())
                .build();
    }
}
