package dev.convoy.orchestrations.wiring;

import dev.convoy.contracts.topology.Containers;
import dev.convoy.orchestrations.ordersaga.SagaPolicy;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The settings of this app, read once and checked. */
record AppSettings(CosmosConnection cosmos, ServiceBusConnection serviceBus, BlobConnection blobs, SagaPolicy saga) {

    static final String PAYMENT_DEADLINE = "SagaPaymentDeadline";
    static final String INVENTORY_DEADLINE = "SagaInventoryDeadline";
    static final String COMPENSATION_PATIENCE = "SagaCompensationPatience";
    static final String COMPENSATION_ROUNDS = "SagaCompensationRounds";

    /**
     * Reads the settings.
     *
     * @param source gives the text of a setting, or null, as {@code System::getenv} does
     * @throws BadSettingException if one is missing or wrong
     */
    static AppSettings read(Function<String, @Nullable String> source) {
        return new AppSettings(
                CosmosConnection.read(Containers.COSMOS_CONNECTION, source),
                ServiceBusConnection.read(source),
                BlobConnection.read(source),
                policy(source));
    }

    private static SagaPolicy policy(Function<String, @Nullable String> source) {
        SagaPolicy defaults = SagaPolicy.defaults();
        return new SagaPolicy(
                duration(source, PAYMENT_DEADLINE, defaults.paymentDeadline()),
                duration(source, INVENTORY_DEADLINE, defaults.inventoryDeadline()),
                duration(source, COMPENSATION_PATIENCE, defaults.compensationPatience()),
                rounds(source, defaults.compensationRounds()));
    }

    private static Duration duration(Function<String, @Nullable String> source, String name, Duration otherwise) {
        String text = source.apply(name);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        Duration duration = parsed(name, text);
        if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofDays(365)) > 0) {
            throw new BadSettingException(name, "must be more than nothing and at most P365D, not " + text);
        }
        return duration;
    }

    private static Duration parsed(String name, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadSettingException(name, "must be an ISO-8601 duration such as PT2M, not " + text);
        }
    }

    private static int rounds(Function<String, @Nullable String> source, int otherwise) {
        String text = source.apply(COMPENSATION_ROUNDS);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        if (!text.matches("[1-9]|1[0-9]|20")) {
            throw new BadSettingException(COMPENSATION_ROUNDS, "must be a number from 1 to 20, not " + text);
        }
        return Integer.parseInt(text);
    }
}
