package dev.convoy.results.cli;

import dev.convoy.contracts.id.ClientId;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Where the service is and who asks: options that both commands have. */
final class ServiceOptions {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(names = "--client", paramLabel = "ID", required = true, description = "Who the result belongs to.")
    private String client = "";

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "The functions app (default: http://localhost:7071).")
    private URI endpoint = URI.create("http://localhost:7071");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    ClientId client() {
        return named("--client", () -> new ClientId(client));
    }

    URI endpoint() {
        String scheme = endpoint.getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException("--endpoint must be an http or https URL, is " + endpoint);
        }
        return endpoint;
    }

    /** How long a service that is away is asked again. */
    Duration patience() {
        return PATIENCE;
    }

    /** Has a refusal say which option it is about. */
    static <T> T named(String option, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(option + " " + refused.getMessage(), refused);
        }
    }
}
