package dev.convoy.systemtests.demo;

import dev.convoy.runtime.stack.description.StackDescription;
import java.util.HashMap;
import java.util.Map;

/** A stack that scenarios play in, by the settings of its apps. */
public enum House {
    /** Everything as it is by default. */
    ORDINARY(Map.of()),

    /**
     * Loses patience soon: ten seconds for a payment, three for a refund before a person is called. Sends its mail to a server, which is
     * away unless a scenario has it come back.
     */
    HASTY(Map.of(
            "SagaPaymentDeadline", "PT10S",
            "SagaCompensationPatience", "PT1S",
            "SagaCompensationRounds", "2"));

    private final Map<String, String> settings;

    House(Map<String, String> settings) {
        this.settings = settings;
    }

    /** The description with this house's settings. */
    public StackDescription furnish(StackDescription plain, int mailPort) {
        Map<String, String> all = new HashMap<>(plain.settings());
        all.putAll(settings);
        if (this == HASTY) {
            all.put("SmtpUrl", "smtp://localhost:" + mailPort);
        }
        return new StackDescription(
                plain.serviceBusConfig(), plain.cosmos(), plain.offlineProviders(), all, plain.apps());
    }
}
