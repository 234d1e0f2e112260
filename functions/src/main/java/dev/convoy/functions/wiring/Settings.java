package dev.convoy.functions.wiring;

import dev.convoy.contracts.topology.Containers;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.bigresult.ResultSettings;
import dev.convoy.functions.lookup.LookupSettings;
import dev.convoy.functions.notification.SmtpAddress;
import dev.convoy.functions.platform.blob.BlobConnection;
import dev.convoy.functions.platform.cosmos.CosmosConnection;
import dev.convoy.functions.platform.servicebus.ServiceBusConnection;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What the app must be told to run, read once at the start.
 *
 * @param currency the one currency that orders are in; {@code Currency}, EUR unless told otherwise
 */
record Settings(
        CosmosConnection cosmos,
        ServiceBusConnection serviceBus,
        BlobConnection blobs,
        String currency,
        NotificationSettings notification,
        LookupSettings lookups,
        ResultSettings results) {

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException with one line that names the first missing or bad setting
     */
    static Settings from(Map<String, String> environment) {
        return new Settings(
                cosmos(environment),
                serviceBus(environment),
                blobs(environment),
                currency(environment),
                notification(environment),
                LookupSettings.from(environment),
                ResultSettings.from(environment));
    }

    private static CosmosConnection cosmos(Map<String, String> environment) {
        String name = Containers.COSMOS_CONNECTION;
        Optional<String> endpoint = value(environment, name + "__accountEndpoint");
        return endpoint.isPresent()
                ? read(
                        name + "__accountEndpoint",
                        endpoint.get(),
                        text -> new CosmosConnection(URI.create(text), Optional.empty()))
                : read(name, required(environment, name), CosmosConnection::parse);
    }

    private static ServiceBusConnection serviceBus(Map<String, String> environment) {
        String name = Entities.SERVICE_BUS_CONNECTION;
        Optional<String> namespace = value(environment, name + "__fullyQualifiedNamespace");
        return namespace.isPresent()
                ? new ServiceBusConnection.ByIdentity(namespace.get())
                : read(name, required(environment, name), ServiceBusConnection.ByConnectionString::new);
    }

    private static BlobConnection blobs(Map<String, String> environment) {
        String name = "BlobConnection";
        Optional<String> service = value(environment, name + "__blobServiceUri");
        return service.isPresent()
                ? new BlobConnection.ByIdentity(service.get())
                : read(name, required(environment, name), BlobConnection.ByConnectionString::new);
    }

    private static String currency(Map<String, String> environment) {
        String currency = value(environment, "Currency").orElse("EUR");
        if (!CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException("setting Currency must be three capital letters, such as EUR");
        }
        return currency;
    }

    private static NotificationSettings notification(Map<String, String> environment) {
        return new NotificationSettings(
                value(environment, "SmtpUrl").map(text -> read("SmtpUrl", text, SmtpAddress::parse)),
                value(environment, "NotificationSender").orElse(NotificationSettings.USUAL_SENDER),
                value(environment, "NotificationRecipient").orElse(NotificationSettings.USUAL_RECIPIENT));
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    private static String required(Map<String, String> environment, String name) {
        return value(environment, name)
                .orElseThrow(() -> new IllegalArgumentException("setting " + name + " is missing"));
    }

    private static <T> T read(String name, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("setting " + name + " " + e.getMessage(), e);
        }
    }
}
