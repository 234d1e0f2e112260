package dev.convoy.runtime.stack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.stack.description.ContainerDescription;
import dev.convoy.runtime.stack.description.CosmosDescription;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Creates a database and its containers where they are missing, over the public REST API: the SDK would take longer to load than
 * the emulator to start.
 */
final class CosmosContainers {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int CREATED = 201;
    private static final int EXISTS = 409;

    private final String endpoint;
    private final byte[] key;
    private final Clock clock;

    CosmosContainers(String endpoint, String key, Clock clock) {
        this.endpoint = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
        this.key = Base64.getDecoder().decode(key);
        this.clock = clock;
    }

    /**
     * Creates what is missing; containers that are there stay as they are.
     *
     * @throws StackException if the emulator refuses or does not answer
     */
    void create(CosmosDescription description) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
            String database = "dbs/" + description.database();
            post(client, "dbs", "", object().put("id", description.database()));
            for (ContainerDescription container : description.containers()) {
                post(client, "colls", database, body(container));
            }
        }
    }

    private static ObjectNode body(ContainerDescription container) {
        ObjectNode body = object().put("id", container.name());
        ObjectNode partitionKey = body.putObject("partitionKey");
        partitionKey.putArray("paths").add(container.partitionKey());
        partitionKey.put("kind", "Hash").put("version", 2);
        return container.ttl() ? body.put("defaultTtl", -1) : body;
    }

    private void post(HttpClient client, String type, String parent, ObjectNode body) {
        String path = parent.isEmpty() ? "/" + type : "/" + parent + "/" + type;
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + path))
                .timeout(LIMIT)
                .header("authorization", authorization(type, parent, date))
                .header("x-ms-date", date)
                .header("x-ms-version", "2018-12-31")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != CREATED && response.statusCode() != EXISTS) {
                throw new StackException("cosmos refused to create " + path + "/"
                        + body.path("id").asText() + ": " + response.statusCode() + " " + response.body());
            }
        } catch (IOException failed) {
            throw new StackException("cosmos did not answer at " + endpoint + path + ": " + failed, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while creating Cosmos containers", interrupted);
        }
    }

    /** Source: learn.microsoft.com/rest/api/cosmos-db/access-control-on-cosmosdb-resources, master key tokens. */
    private String authorization(String type, String parent, String date) {
        String text = "post\n" + type + "\n" + parent + "\n" + date.toLowerCase(Locale.ROOT) + "\n\n";
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            String signature = Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
            return URLEncoder.encode("type=master&ver=1.0&sig=" + signature, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA256", missing);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
