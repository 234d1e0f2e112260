package dev.convoy.contracts.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServiceBusConfigTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void the_committed_configuration_is_the_topology() throws Exception {
        assertThat(Files.readString(ROOT.resolve("servicebus-config.json")))
                .as("write ServiceBusConfig.json() to servicebus-config.json")
                .isEqualTo(ServiceBusConfig.json());
    }

    @Test
    void the_official_emulators_configuration_has_the_same_entities() throws Exception {
        JsonNode official = Json.read(Files.readString(ROOT.resolve("docker/servicebus-config.json")), JsonNode.class);

        assertThat(entities(official)).isEqualTo(entities(Json.read(ServiceBusConfig.json(), JsonNode.class)));
    }

    @Test
    void the_deployment_names_every_queue_topic_and_subject() throws Exception {
        String bicep = Files.readString(ROOT.resolve("infra-bicep/modules/service-bus.bicep"));
        Stream<String> queues = Topology.queues().stream().map(QueueSpec::name);
        Stream<String> topics = Topology.topics().stream().map(TopicSpec::name);
        Stream<String> subjects = Topology.topics().stream()
                .flatMap(topic -> topic.subscriptions().stream())
                .flatMap(subscription -> subscription.subjects().stream());

        assertThat(Stream.of(queues, topics, subjects).flatMap(names -> names))
                .allSatisfy(name -> assertThat(bicep).contains("'" + name + "'"));
    }

    private static List<String> entities(JsonNode config) {
        return config.findValuesAsText("Name");
    }
}
