package dev.convoy.results.bus;

import dev.convoy.contracts.bigresult.ResultCompleted;
import dev.convoy.contracts.bigresult.ResultProblem;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;

/** What a client is told of a transaction. */
public sealed interface Notice {

    TransactionId transactionId();

    ClientId clientId();

    /** Has the transaction ended with this? */
    boolean isLast();

    /** The result can be read. */
    record Completed(ResultCompleted event) implements Notice {

        @Override
        public TransactionId transactionId() {
            return event.transactionId();
        }

        @Override
        public ClientId clientId() {
            return event.clientId();
        }

        @Override
        public boolean isLast() {
            return true;
        }
    }

    /** Something went wrong, with one message or with the whole. */
    record Problem(ResultProblem event) implements Notice {

        @Override
        public TransactionId transactionId() {
            return event.transactionId();
        }

        @Override
        public ClientId clientId() {
            return event.clientId();
        }

        @Override
        public boolean isLast() {
            return event.terminal();
        }
    }
}
