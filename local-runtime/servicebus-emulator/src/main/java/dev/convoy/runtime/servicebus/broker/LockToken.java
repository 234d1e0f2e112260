package dev.convoy.runtime.servicebus.broker;

import java.util.UUID;

/** Names one delivery of one message to one receiver; a redelivery has another. */
public record LockToken(UUID id) {}
