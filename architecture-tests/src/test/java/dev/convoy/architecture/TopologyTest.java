package dev.convoy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoy.contracts.topology.ContainerSpec;
import dev.convoy.contracts.topology.Containers;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.contracts.topology.ServiceBusConfig;
import dev.convoy.contracts.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files that the local runtime reads agree with the one definition of queues, topics and containers. */
class TopologyTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void the_service_bus_configuration_is_the_topologys() throws JsonProcessingException {
        JsonNode committed = json("servicebus-config.json");

        assertThat(committed)
                .as("servicebus-config.json is out of date: write ServiceBusConfig.json() to it")
                .isEqualTo(MAPPER.readTree(ServiceBusConfig.json()));
    }

    @Test
    void the_stack_creates_the_topologys_containers() throws JsonProcessingException {
        JsonNode cosmos = json("convoy.json").path("cosmos");

        List<ContainerSpec> created = new ArrayList<>();
        for (JsonNode container : cosmos.path("containers")) {
            created.add(new ContainerSpec(
                    container.path("name").asText(),
                    container.path("partitionKey").asText(),
                    container.path("ttl").asBoolean()));
        }

        assertThat(cosmos.path("database").asText()).isEqualTo(Containers.DATABASE);
        assertThat(created).isEqualTo(Topology.containers());
    }

    @Test
    void the_stack_and_the_local_settings_name_the_apps_connections() throws JsonProcessingException {
        JsonNode stack = json("convoy.json").path("settings");
        JsonNode local = json("local.settings.json").path("Values");

        for (String connection : List.of(Entities.SERVICE_BUS_CONNECTION, Containers.COSMOS_CONNECTION)) {
            assertThat(stack.path(connection).isTextual()).as(connection).isTrue();
            assertThat(local.path(connection).isTextual()).as(connection).isTrue();
        }
    }

    private static JsonNode json(String file) throws JsonProcessingException {
        return MAPPER.readTree(Repository.read(Repository.ROOT.resolve(file)));
    }
}
