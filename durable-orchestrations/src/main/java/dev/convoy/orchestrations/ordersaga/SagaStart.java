package dev.convoy.orchestrations.ordersaga;

import dev.convoy.contracts.id.OrderId;

/**
 * What a saga is started with. Everything that a setting decides is carried here, so that a replay after the setting changed still
 * decides the same.
 */
public record SagaStart(OrderId orderId, SagaPolicy policy) {}
