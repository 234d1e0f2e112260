/**
 * How this app's functions take messages: read, handed on, and set aside if they cannot be handled now or never. Nothing ends in a dead-letter
 * queue but for bugs; what is given up lies in the queue of parked messages with its reason.
 */
@NullMarked
package dev.convoy.orchestrations.bus;

import org.jspecify.annotations.NullMarked;
