/**
 * The order saga against its neighbours. On the durable hub with the SDK's client and worker, and with payment, inventory and outbox
 * logic under a seeded scheduler. No function app runs here.
 */
@NullMarked
package dev.convoy.systemtests.saga;

import org.jspecify.annotations.NullMarked;
