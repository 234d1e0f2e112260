package dev.convoy.runtime.host.discovery;

import java.nio.file.Path;
import java.util.List;

/** An app as the Functions Maven plugin staged it, read and found sound. */
public record StagedApp(Path folder, HostJson host, AppSettings settings, List<FunctionDefinition> functions) {

    public StagedApp {
        functions = List.copyOf(functions);
    }
}
