/**
 * The Service Bus side of big results as a client sees it: headers and chunks go out in batches, notices come in from the client's or the
 * transaction's own subscription. Outages become {@link dev.convoy.results.bus.BusException}.
 */
@NullMarked
package dev.convoy.results.bus;

import org.jspecify.annotations.NullMarked;
