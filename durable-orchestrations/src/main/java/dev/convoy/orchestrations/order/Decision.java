package dev.convoy.orchestrations.order;

/** What a step comes to, given where the order stands. */
sealed interface Decision {

    /** The order moves. */
    record Move(Change change) implements Decision {}

    /** The step was taken before. */
    record Repeat() implements Decision {}

    /** The step does not apply to where the order stands. */
    record Pass() implements Decision {}
}
