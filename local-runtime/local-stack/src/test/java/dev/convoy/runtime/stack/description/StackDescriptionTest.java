package dev.convoy.runtime.stack.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackDescriptionTest {

    @TempDir
    private Path folder;

    @Test
    void paths_are_relative_to_the_files_folder() throws IOException {
        Path file = write("""
                {"serviceBus": {"config": "bus/Config.json"},
                 "settings": {"A": "${cosmos}"},
                 "apps": [{"name": "shop", "folder": "staged/shop", "port": 7071, "health": "/up", "taskHub": {"name": "Hub", "port": 4001}}]}
                """);

        StackDescription description = StackDescription.read(file);

        assertThat(description.serviceBusConfig()).contains(folder.resolve("bus/Config.json"));
        assertThat(description.cosmos()).isEmpty();
        assertThat(description.settings()).containsEntry("A", "${cosmos}");
        assertThat(description.apps())
                .containsExactly(new AppDescription(
                        "shop",
                        folder.resolve("staged/shop"),
                        7071,
                        Optional.of("/up"),
                        Optional.of(new TaskHubDescription("Hub", 4001))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"appps\": []}                                            | appps is unknown here; known are apps, cosmos, offlineProviders, serviceBus, settings",
                "{\"apps\": [{\"name\": \"shop\", \"port\": 1}]}            | apps[0].folder is missing",
                "{\"apps\": [{\"name\": \"shop\", \"folder\": \"f\", \"port\": 70000}]} | apps[0].port must be a port, 0 to 65535",
                "{\"cosmos\": {\"database\": \"d\", \"containers\": [{\"name\": \"c\", \"partitionKey\": \"id\"}]}} | cosmos.containers[0].partitionKey must start with a slash, not 'id'",
                "{\"settings\": {\"A\": 1}}                                 | settings.A must be a text that is not empty",
                "[]                                                         | it must be an object",
            })
    void a_mistake_is_answered_with_file_and_field(String json, String problem) throws IOException {
        Path file = write(json);

        assertThatThrownBy(() -> StackDescription.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": " + problem);
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("convoy.json"), json);
    }
}
