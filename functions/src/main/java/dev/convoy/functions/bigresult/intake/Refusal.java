package dev.convoy.functions.bigresult.intake;

import dev.convoy.contracts.bigresult.ResultError;

/**
 * Why a message cannot be taken.
 *
 * @param retryable whether sending it again, put right, helps
 * @param detail a sentence for people
 */
record Refusal(ResultError error, boolean retryable, String detail) {

    static Refusal lasting(ResultError error, String detail) {
        return new Refusal(error, false, detail);
    }

    static Refusal retryable(ResultError error, String detail) {
        return new Refusal(error, true, detail);
    }
}
