package dev.convoy.systemtests.client;

import java.time.Instant;

/**
 * One entry of an order's timeline.
 *
 * @param detail empty when there is nothing more to say
 */
public record Step(String name, Instant at, String detail) {}
