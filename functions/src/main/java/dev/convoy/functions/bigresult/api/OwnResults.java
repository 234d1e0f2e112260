package dev.convoy.functions.bigresult.api;

import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.functions.bigresult.state.TransactionBook;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.ProblemException;

/** The caller's own transactions. Stateless. */
record OwnResults(TransactionBook book) {

    /** Who calls, as big results know clients. */
    static ClientId clientOf(HttpInput input) {
        try {
            return new ClientId(input.clientId());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.badRequest("x-ms-client-principal-id", String.valueOf(e.getMessage())));
        }
    }

    /** Somebody else's transaction does not exist. */
    TransactionBook.Stored find(String id, HttpInput input) {
        TransactionId transactionId = HttpInput.path("result " + id, id, TransactionId::new);
        return book.find(transactionId)
                .filter(stored -> stored.result().clientId().equals(clientOf(input)))
                .orElseThrow(() -> new ProblemException(Problem.notFound("result " + id)));
    }
}
