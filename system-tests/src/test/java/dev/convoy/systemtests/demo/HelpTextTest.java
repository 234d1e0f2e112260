package dev.convoy.systemtests.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HelpTextTest {

    @Test
    void the_demos_help_text_names_every_scenario() throws IOException {
        String text = Files.readString(Path.of("../docs/cli/demo.txt"));

        for (Scenario scenario : Scenario.values()) {
            assertThat(text).containsPattern("  " + scenario.title() + " +" + scenario.story() + "\n");
        }
    }
}
