/**
 * The relay from documents to the bus. It reads what the change feed hands it, publishes the outbox entries among it in their order
 * and fails as a whole, so that the feed hands it the same again. Publishing twice is harmless, since ids stay.
 */
@NullMarked
package dev.convoy.functions.platform.outbox;

import org.jspecify.annotations.NullMarked;
