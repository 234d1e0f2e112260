package dev.convoy.runtime.stack.description;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A staged function app.
 *
 * @param name what the log and {@code --port} call it
 * @param folder the folder the Functions Maven plugin wrote
 * @param port the HTTP port it usually has
 * @param taskHub the durable task hub it works for, if it has orchestrators
 */
public record AppDescription(String name, Path folder, int port, Optional<TaskHubDescription> taskHub) {}
