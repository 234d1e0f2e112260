package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.servicebus.broker.Outcome;
import dev.convoy.runtime.servicebus.broker.Refusal;
import dev.convoy.runtime.servicebus.broker.Refusal.Reason;
import dev.convoy.runtime.servicebus.broker.Transaction;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.protonj2.engine.Transaction.DischargeState;
import org.apache.qpid.protonj2.engine.TransactionManager;
import org.apache.qpid.protonj2.types.Binary;
import org.apache.qpid.protonj2.types.transactions.TransactionalState;
import org.apache.qpid.protonj2.types.transport.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * The open transactions of one connection (AMQP 1.0 §4). Declared on one session they are used on all others; what is open when the
 * connection ends is rolled back. Confined to the broker's thread.
 */
final class ConnectionTransactions {

    private static final int MAX_OPEN = 1000;
    private static final int CREDIT = 100;

    private final BrokerLoop loop;
    private final Map<ByteBuffer, Transaction> open = new HashMap<>();
    private long lastId;

    ConnectionTransactions(BrokerLoop loop) {
        this.loop = loop;
    }

    void openCoordinator(TransactionManager manager) {
        manager.setSource(manager.getRemoteSource());
        manager.setCoordinator(manager.getRemoteCoordinator());
        manager.declareHandler(declared -> declare(manager, declared));
        manager.dischargeHandler(discharged -> discharge(manager, discharged));
        manager.closeHandler(TransactionManager::close);
        manager.open();
        manager.addCredit(CREDIT);
    }

    /** The transaction that a delivery's state names; empty when it names none. */
    Optional<Outcome<Transaction>> of(@Nullable DeliveryState state) {
        if (!(state instanceof TransactionalState transactional)) {
            return Optional.empty();
        }
        Transaction transaction = open.get(key(transactional.getTxnId()));
        return Optional.of(
                transaction == null
                        ? Outcome.refused(Reason.NOT_ALLOWED, "The transaction is not known on this connection.")
                        : Outcome.done(transaction));
    }

    /** Rolls back whatever is open. */
    void clear() {
        open.clear();
    }

    private void declare(
            TransactionManager manager, org.apache.qpid.protonj2.engine.Transaction<TransactionManager> declared) {
        if (open.size() >= MAX_OPEN) {
            manager.declareFailed(
                    declared,
                    WireErrors.condition(new Refusal(
                            Reason.QUOTA_EXCEEDED, "A connection may have " + MAX_OPEN + " open transactions.")));
        } else {
            byte[] id = ByteBuffer.allocate(Long.BYTES).putLong(++lastId).array();
            open.put(ByteBuffer.wrap(id), loop.broker().begin());
            manager.declared(declared, id);
        }
        addCredit(manager);
    }

    private void discharge(
            TransactionManager manager, org.apache.qpid.protonj2.engine.Transaction<TransactionManager> discharged) {
        Transaction transaction = open.remove(key(discharged.getTxnId()));
        if (transaction == null) {
            manager.dischargeFailed(
                    discharged, WireErrors.condition(new Refusal(Reason.NOT_ALLOWED, "The transaction is not open.")));
        } else if (discharged.getDischargeState() == DischargeState.COMMIT
                && loop.broker().commit(transaction, loop.nowMillis())
                        instanceof Outcome.Refused<Boolean>(Refusal refusal)) {
            manager.dischargeFailed(discharged, WireErrors.condition(refusal));
        } else {
            manager.discharged(discharged);
        }
        addCredit(manager);
        loop.changed();
    }

    private static void addCredit(TransactionManager manager) {
        if (manager.getCredit() < CREDIT / 2) {
            manager.addCredit(CREDIT - manager.getCredit());
        }
    }

    private static ByteBuffer key(Binary id) {
        return ByteBuffer.wrap(id.asByteArray());
    }
}
