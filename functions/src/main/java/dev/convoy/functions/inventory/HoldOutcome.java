package dev.convoy.functions.inventory;

/** What became of the wish to hold pieces of one product. */
sealed interface HoldOutcome {

    /** The order holds them, now or since an earlier try. */
    record Taken() implements HoldOutcome {}

    /** There are not enough. */
    record Short(long available) implements HoldOutcome {}

    /** The order's holds were given back meanwhile: take no more. */
    record Barred() implements HoldOutcome {}
}
