package dev.convoy.runtime.stack.description;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A staged function app.
 *
 * @param name what the log and {@code --port} call it
 * @param folder the folder the Functions Maven plugin wrote
 * @param port the HTTP port it usually has
 * @param health path that answers 2xx when the app can work; the stack is up when it has done so once
 * @param taskHub the durable task hub it works for, if it has orchestrators
 */
public record AppDescription(
        String name, Path folder, int port, Optional<String> health, Optional<TaskHubDescription> taskHub) {}
