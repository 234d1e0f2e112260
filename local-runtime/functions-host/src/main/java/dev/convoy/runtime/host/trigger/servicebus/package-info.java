/**
 * The Service Bus trigger: queues and subscriptions, single messages or batches, with or without sessions, through the Azure SDK in peek-lock
 * mode. A message is completed when its function succeeds and abandoned when it fails or is lost with its worker, so delivery is at
 * least once and bounded by the entity's delivery count.
 */
@NullMarked
package dev.convoy.runtime.host.trigger.servicebus;

import org.jspecify.annotations.NullMarked;
