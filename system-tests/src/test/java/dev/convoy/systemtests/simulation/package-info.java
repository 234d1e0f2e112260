/**
 * The order system under a seeded scheduler: the saga, payment, inventory, consumers and outbox relay are the real ones, everything
 * outside them is played. The scheduler drops, doubles, reorders, delays and crashes at every effect; afterwards the books must
 * balance. One seed, one run, always the same.
 */
@NullMarked
package dev.convoy.systemtests.simulation;

import org.jspecify.annotations.NullMarked;
