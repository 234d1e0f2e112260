package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.Residence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Applies changes as they are decided and hands those of one request to the store as one. Confined to the broker's thread. */
final class Ledger {

    final BrokerState state;
    final RandomGenerator random;
    final QuotaCheck quotas;
    private final BrokerStore store;
    private List<Change> open = new ArrayList<>();
    private int depth;

    Ledger(BrokerStore store, RandomGenerator random, Residence residence, Quotas quotas) {
        this.state = new BrokerState(residence);
        this.store = store;
        this.random = random;
        this.quotas = new QuotaCheck(quotas);
    }

    void record(Change change) {
        state.apply(change);
        open.add(change);
    }

    /** Runs a request; what it records is stored together. Nested requests belong to the outermost. */
    <T> T atomically(Supplier<T> request) {
        depth++;
        try {
            return request.get();
        } finally {
            if (--depth == 0 && !open.isEmpty()) {
                List<Change> done = open;
                open = new ArrayList<>();
                store.append(done);
                state.residence().settle();
            }
        }
    }
}
