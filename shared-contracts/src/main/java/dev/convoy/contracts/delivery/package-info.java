/**
 * What every consumer does with a message that it cannot handle: when it comes back, and what a message that was given up says of
 * itself. Both apps send such messages, each with its own client of the bus. Pure values.
 */
@NullMarked
package dev.convoy.contracts.delivery;

import org.jspecify.annotations.NullMarked;
