package dev.convoy.benchmarks.broker;

import java.util.Locale;

/** What is measured. */
enum BrokerKind {
    /** Ours: acknowledges once the operating system has the record. */
    CONVOY,
    /** Apache Artemis with the same promise: it acknowledges once its journal has written, without forcing the disk. */
    ARTEMIS,
    /** Apache Artemis with a weaker promise: it acknowledges before its journal has written. */
    ARTEMIS_UNSYNCED;

    String label() {
        return switch (this) {
            case CONVOY -> "convoy";
            case ARTEMIS -> "artemis";
            case ARTEMIS_UNSYNCED -> "artemis, acks before write";
        };
    }

    String argument() {
        return name().toLowerCase(Locale.ROOT);
    }
}
