/**
 * The triggers of a storage account: queues and blobs, found by polling, as the platform does it. A message is deleted and a blob noted as done
 * when its function succeeds; after too many failures either goes to its poison queue. Delivery is at least once.
 */
@NullMarked
package dev.convoy.runtime.host.trigger.storage;

import org.jspecify.annotations.NullMarked;
