package dev.convoy.results.send;

import dev.convoy.contracts.bigresult.ResultProblem;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.id.TransactionId;
import java.util.Optional;

/**
 * How a transaction ended.
 *
 * @param problem why, if it did not end well and a notice told
 */
public record SendOutcome(
        TransactionId transactionId, ResultStatus status, long chunks, Optional<ResultProblem> problem) {}
