package dev.convoy.runtime.servicebus.amqp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What the emulator's books say of one queue: all messages it holds, and those that are with receivers. */
record QueueCounts(int total, int locked) {

    static QueueCounts of(ServiceBusEmulator emulator, String queue) {
        URI entities = URI.create("http://127.0.0.1:" + emulator.adminPort() + "/emulator/entities");
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer = http.send(HttpRequest.newBuilder(entities).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            for (JsonNode entity : new ObjectMapper().readTree(answer)) {
                if (entity.path("path").textValue().equals(queue)) {
                    return new QueueCounts(
                            entity.path("totalMessages").intValue(),
                            entity.path("lockedMessages").intValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        throw new AssertionError("no queue " + queue);
    }
}
