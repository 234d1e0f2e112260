package dev.convoy.runtime.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Asks an app whether it can work, until it says so. The first question also wakes the app: frameworks start when they are first
 * called, and whoever comes first would wait for it.
 */
final class HealthCheck {

    private static final Duration CALL_LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int AWAY = 503;
    private static final int SHOWN = 300;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String app;
    private final URI url;

    HealthCheck(String app, URI url) {
        this.app = app;
        this.url = url;
    }

    /**
     * Waits for a 2xx.
     *
     * @throws StackException if the app fails on the question, or has not said so within the limit
     */
    void await(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        HttpRequest question = HttpRequest.newBuilder(url).timeout(CALL_LIMIT).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String answer = ask(http, question); !answer.isEmpty(); answer = ask(http, question)) {
                if (System.nanoTime() > end) {
                    throw new StackException(
                            app + " was not ready within " + limit.toSeconds() + " s: " + url + " answered " + answer);
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while " + app + " started", interrupted);
        }
    }

    /** Empty if all is well, else what it said. */
    private String ask(HttpClient http, HttpRequest question) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(question, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 == 2) {
                return "";
            }
            String said = answer.statusCode() + ", " + reason(answer.body());
            if (answer.statusCode() != AWAY) {
                throw new StackException(app + " cannot work: " + url + " answered " + said);
            }
            return said;
        } catch (IOException notYet) {
            return notYet.toString();
        }
    }

    /** What a problem document (RFC 9457) says, or the beginning of whatever else came. */
    private static String reason(String body) {
        try {
            JsonNode detail = MAPPER.readTree(body).path("detail");
            if (detail.isTextual()) {
                return detail.asText();
            }
        } catch (JsonProcessingException notJson) {
            return shortened(notJson.getOriginalMessage() + ": " + body);
        }
        return shortened(body);
    }

    private static String shortened(String body) {
        String line = body.replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
