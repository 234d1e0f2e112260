package dev.convoy.systemtests.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.Optional;

/** An HTTP answer: its status, its headers, and its body as JSON (missing node when there is none). */
public record Answer(int status, HttpHeaders headers, JsonNode body) {

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The fields that a problem document (RFC 9457) complains about, as one text for messages and checks. */
    public String problem() {
        return status + " " + body;
    }
}
