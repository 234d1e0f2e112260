package dev.convoy.runtime.servicebus.broker;

/** The answer to a request: what was asked for, or why not. */
public sealed interface Outcome<T> {

    /** It was done. */
    record Done<T>(T value) implements Outcome<T> {}

    /** It was refused and nothing has changed. */
    record Refused<T>(Refusal refusal) implements Outcome<T> {}

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> refused(Refusal.Reason reason, String text) {
        return new Refused<>(new Refusal(reason, text));
    }
}
