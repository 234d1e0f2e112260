package dev.convoy.runtime.servicebus.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** An HTTP answer. */
record AdminResponse(int status, String contentType, String body) {

    static AdminResponse json(int status, String body) {
        return new AdminResponse(status, "application/json; charset=utf-8", body);
    }

    /** A problem in JSON (RFC 9457). */
    static AdminResponse problem(int status, String detail) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("status", status)
                .put("detail", detail)
                .toString();
        return new AdminResponse(status, "application/problem+json; charset=utf-8", body);
    }
}
