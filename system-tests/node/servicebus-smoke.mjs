// Sends to and receives from a queue with the unmodified @azure/service-bus.
// Environment: SERVICEBUS_CONNECTION_STRING, SERVICEBUS_QUEUE. Exits with 0 when everything held.
import assert from 'node:assert/strict';
import { ServiceBusClient } from '@azure/service-bus';

const connectionString = process.env.SERVICEBUS_CONNECTION_STRING;
const queue = process.env.SERVICEBUS_QUEUE;
if (!connectionString || !queue) {
  console.error('set SERVICEBUS_CONNECTION_STRING and SERVICEBUS_QUEUE');
  process.exit(2);
}

const client = new ServiceBusClient(connectionString);
try {
  const sender = client.createSender(queue);
  await sender.sendMessages({ body: { order: 1 }, messageId: 'js-1', applicationProperties: { kind: 'single' } });
  const batch = await sender.createMessageBatch();
  for (let i = 2; i <= 5; i++) {
    assert.ok(batch.tryAddMessage({ body: { order: i }, messageId: `js-${i}` }));
  }
  await sender.sendMessages(batch);

  const receiver = client.createReceiver(queue);
  const received = [];
  while (received.length < 5) {
    const some = await receiver.receiveMessages(5 - received.length, { maxWaitTimeInMs: 10_000 });
    assert.ok(some.length > 0, `only ${received.length} of 5 messages came`);
    received.push(...some);
  }
  assert.deepEqual(received.map((m) => m.body.order), [1, 2, 3, 4, 5]);
  assert.equal(received[0].applicationProperties.kind, 'single');
  assert.equal(received[0].deliveryCount, 0);

  const [toComplete, toAbandon, toDefer, toDeadLetter, toRenew] = received;
  await receiver.completeMessage(toComplete);
  await receiver.abandonMessage(toAbandon);
  await receiver.deferMessage(toDefer);
  await receiver.deadLetterMessage(toDeadLetter, { deadLetterReason: 'test', deadLetterErrorDescription: 'on purpose' });
  assert.ok((await receiver.renewMessageLock(toRenew)) > new Date());
  await receiver.completeMessage(toRenew);

  const [again] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 10_000 });
  assert.equal(again.messageId, 'js-2');
  assert.equal(again.deliveryCount, 1);
  await receiver.completeMessage(again);

  const [deferred] = await receiver.receiveDeferredMessages(toDefer.sequenceNumber);
  assert.equal(deferred.messageId, 'js-3');
  await receiver.completeMessage(deferred);

  const deadLetters = client.createReceiver(queue, { subQueueType: 'deadLetter' });
  const [dead] = await deadLetters.receiveMessages(1, { maxWaitTimeInMs: 10_000 });
  assert.equal(dead.messageId, 'js-4');
  assert.equal(dead.deadLetterReason, 'test');
  await deadLetters.completeMessage(dead);

  assert.deepEqual(await receiver.peekMessages(10), []);
  console.log('all held');
} finally {
  await client.close();
}
