package dev.convoy.systemtests.books;

import dev.convoy.systemtests.client.OrdersClient;
import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which system to talk to. Filled by picocli. */
final class SystemOptions {

    private static final String LOCAL = "http://localhost:7071";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--url", paramLabel = "URL", description = "where the functions app answers")
    private String url = LOCAL;

    @Option(names = "--key", paramLabel = "KEY", description = "its host key; CONVOY_KEY by default")
    private String key = System.getenv().getOrDefault("CONVOY_KEY", "");

    /** @throws ParameterException if the URL is none */
    OrdersClient client() {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
                return new OrdersClient(url.replaceFirst("/+$", ""));
            }
        } catch (IllegalArgumentException malformed) {
            throw new ParameterException(command.commandLine(), "--url is no URL: " + url, malformed);
        }
        throw new ParameterException(command.commandLine(), "--url must be http://host:port, not " + url);
    }

    String key() {
        return key;
    }
}
