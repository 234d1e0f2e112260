package dev.convoy.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.event.Upcasters;
import dev.convoy.contracts.id.CustomerId;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.money.Amount;
import dev.convoy.contracts.order.OrderCreated;
import dev.convoy.contracts.order.OrderLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published contracts against the code. {@code -Dcontracts.publish=true} writes what is new or compatibly changed; what would
 * break a reader is never written and needs a new version.
 */
class PublishedContractsTest {

    private static final Path PUBLISHED = Path.of("..", "docs", "contracts");
    private static final boolean PUBLISH = Boolean.getBoolean("contracts.publish");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    static Stream<MessageType<?>> types() {
        return MessageTypes.all().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void a_published_schema_says_what_the_code_writes_and_never_changes_incompatibly(MessageType<?> type) {
        Path file = schemaFile(type.name());
        ObjectNode schema = PayloadSchemas.of(type);

        if (Files.exists(file)) {
            assertThat(Compatibility.problems(read(file), schema))
                    .as("%s breaks its readers: make a new version and an upcaster", type.name())
                    .isEmpty();
        }
        publish(file, schema);

        assertThat(read(file)).as("-Dcontracts.publish=true writes it").isEqualTo(schema);
    }

    @Test
    void the_async_api_document_is_what_the_topology_says() {
        Path file = PUBLISHED.resolve("asyncapi.json");
        publish(file, AsyncApi.document());

        assertThat(read(file)).as("-Dcontracts.publish=true writes it").isEqualTo(AsyncApi.document());
    }

    @Test
    void every_reference_of_the_async_api_document_leads_somewhere() {
        JsonNode document = read(PUBLISHED.resolve("asyncapi.json"));

        assertThat(document.findValuesAsText("$ref")).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse();
            } else {
                assertThat(PUBLISHED.resolve(reference)).exists();
            }
        });
    }

    @Test
    void older_versions_stay_published() {
        assertThat(MessageTypes.all()).allSatisfy(type -> assertThat(Upcasters.namesOf(type))
                .allSatisfy(name -> assertThat(schemaFile(name)).exists()));
    }

    @Test
    void a_message_on_the_wire_fits_its_schemas() {
        JsonNode wire = Json.read(Envelopes.write(anOrderCreated()), JsonNode.class);

        assertThat(schema("cloudevent").validate(wire)).isEmpty();
        assertThat(schema(MessageTypes.ORDER_CREATED.name()).validate(wire.path("data")))
                .isEmpty();
    }

    @Test
    void an_older_message_fits_the_older_schema_and_is_still_read() {
        ObjectNode wire = (ObjectNode) Json.read(Envelopes.write(anOrderCreated()), JsonNode.class);
        wire.put("type", "dev.convoy.order.OrderCreated.v1");
        ((ObjectNode) wire.path("data")).remove(List.of("currency", "channel"));

        assertThat(schema("dev.convoy.order.OrderCreated.v1").validate(wire.path("data")))
                .isEmpty();
        assertThat(schema(MessageTypes.ORDER_CREATED.name()).validate(wire.path("data")))
                .isNotEmpty();
        assertThat(Envelopes.read(Json.write(wire)).type()).isEqualTo(MessageTypes.ORDER_CREATED);
    }

    private static JsonSchema schema(String name) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(read(schemaFile(name)));
    }

    private static Path schemaFile(String name) {
        return PUBLISHED.resolve("schemas").resolve(name + ".json");
    }

    private static JsonNode read(Path file) {
        try {
            return Json.read(Files.readString(file), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void publish(Path file, JsonNode document) {
        if (!PUBLISH) {
            return;
        }
        try {
            Files.writeString(file, document.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Envelope<OrderCreated> anOrderCreated() {
        OrderCreated data = new OrderCreated(
                new OrderId("order-1"),
                new CustomerId("ada"),
                Amount.of("19.90"),
                "EUR",
                "api",
                List.of(new OrderLine(new ProductId("pen"), 2, Amount.of("9.95"))),
                NOON);
        return new Envelope<>("event-1", MessageTypes.ORDER_CREATED, "order-1", NOON, null, "corr-1", "corr-1", data);
    }
}
