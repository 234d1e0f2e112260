package dev.convoy.orchestrations.ordersaga;

import org.jspecify.annotations.Nullable;

/** What a person tells a saga that called for one. */
public record OperatorSignal(String operator, @Nullable String note) {}
