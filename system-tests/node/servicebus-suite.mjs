// The JavaScript SDK's conformance suite: the ground of the Java suite, more briefly.
// Start the emulator with the Java suite's conformance/Config.json; pass SERVICEBUS_CONNECTION_STRING.
import assert from 'node:assert/strict';
import { ServiceBusClient } from '@azure/service-bus';

const connectionString = process.env.SERVICEBUS_CONNECTION_STRING;
if (!connectionString) {
  console.error('set SERVICEBUS_CONNECTION_STRING');
  process.exit(2);
}

const client = new ServiceBusClient(connectionString);
const wait = { maxWaitTimeInMs: 10_000 };
const briefly = { maxWaitTimeInMs: 500 };

async function receive(receiver, count) {
  const messages = [];
  while (messages.length < count) {
    const some = await receiver.receiveMessages(count - messages.length, wait);
    assert.ok(some.length > 0, `only ${messages.length} of ${count} messages came`);
    messages.push(...some);
  }
  return messages;
}

const deleting = (...path) => client.createReceiver(...path, { receiveMode: 'receiveAndDelete' });

const facts = {
  async 'properties of every type survive the way'() {
    const sent = {
      body: Buffer.from('hello'), messageId: 'm', correlationId: 'c', subject: 's', contentType: 'text/plain',
      to: 't', replyTo: 'r', partitionKey: 'p', timeToLive: 300_000,
      applicationProperties: { text: 'v', number: 42.5, whole: 7, yes: true, when: new Date('2026-01-02T03:04:05Z') },
    };
    await client.createSender('plain').sendMessages(sent);
    const [received] = await receive(deleting('plain'), 1);
    assert.equal(received.body.toString(), 'hello');
    for (const key of ['messageId', 'correlationId', 'subject', 'contentType', 'to', 'replyTo', 'partitionKey', 'timeToLive']) {
      assert.equal(received[key], sent[key], key);
    }
    // The SDK itself sends dates as numbers.
    const when = sent.applicationProperties.when.getTime();
    assert.deepEqual(received.applicationProperties, { ...sent.applicationProperties, when });
    assert.ok(received.sequenceNumber.toNumber() > 0);
  },

  async 'a batch arrives in order'() {
    const sender = client.createSender('batches');
    const batch = await sender.createMessageBatch();
    for (let i = 0; i < 40; i++) assert.ok(batch.tryAddMessage({ body: i }));
    await sender.sendMessages(batch);
    assert.deepEqual((await receive(deleting('batches'), 40)).map((m) => m.body), [...Array(40).keys()]);
  },

  async 'a scheduled message comes on time and a cancelled one never'() {
    const sender = client.createSender('scheduled');
    const at = new Date(Date.now() + 1500);
    const [kept, cancelled] = await sender.scheduleMessages([{ body: 'kept' }, { body: 'cancelled' }], at);
    assert.ok(kept.toNumber() !== cancelled.toNumber());
    await sender.cancelScheduledMessages(cancelled);
    const receiver = deleting('scheduled');
    const [received] = await receive(receiver, 1);
    assert.equal(received.body, 'kept');
    assert.ok(received.enqueuedTimeUtc >= at && received.enqueuedTimeUtc - at < 100);
    assert.deepEqual(await receiver.receiveMessages(1, briefly), []);
  },

  async 'peeking goes on from any number'() {
    await client.createSender('peeked').sendMessages([{ body: 1 }, { body: 2 }, { body: 3 }]);
    const receiver = deleting('peeked');
    const all = await receiver.peekMessages(10);
    assert.deepEqual(all.map((m) => m.body), [1, 2, 3]);
    const rest = await client.createReceiver('peeked').peekMessages(10, { fromSequenceNumber: all[1].sequenceNumber });
    assert.deepEqual(rest.map((m) => m.body), [2, 3]);
    await receive(receiver, 3);
  },

  async 'a message abandoned too often is a dead letter'() {
    await client.createSender('dead').sendMessages({ body: 'bad' });
    const receiver = client.createReceiver('dead');
    for (let i = 0; i < 3; i++) {
      const [message] = await receive(receiver, 1);
      assert.equal(message.deliveryCount, i);
      await receiver.abandonMessage(message, { try: i });
    }
    const deadLetters = client.createReceiver('dead', { subQueueType: 'deadLetter', receiveMode: 'receiveAndDelete' });
    const [dead] = await receive(deadLetters, 1);
    assert.equal(dead.deadLetterReason, 'MaxDeliveryCountExceeded');
    assert.equal(dead.applicationProperties.try, 2);
  },

  async 'an expired message is a dead letter'() {
    await client.createSender('expiring').sendMessages({ body: 'stale', timeToLive: 300 });
    const deadLetters = client.createReceiver('expiring', { subQueueType: 'deadLetter', receiveMode: 'receiveAndDelete' });
    const [dead] = await receive(deadLetters, 1);
    assert.equal(dead.deadLetterReason, 'TTLExpiredException');
  },

  async 'a repeated message id is dropped'() {
    await client.createSender('distinct').sendMessages([{ body: 1, messageId: 'x' }, { body: 2, messageId: 'x' }, { body: 3, messageId: 'y' }]);
    assert.deepEqual((await receive(deleting('distinct'), 2)).map((m) => m.body), [1, 3]);
  },

  async 'a session is locked, keeps its order and its state'() {
    const sender = client.createSender('session-fifo');
    await sender.sendMessages([1, 2, 3].map((body) => ({ body, sessionId: 'js' })));
    const session = await client.acceptSession('session-fifo', 'js');
    assert.equal(session.sessionId, 'js');
    await assert.rejects(client.acceptSession('session-fifo', 'js'), { code: 'SessionCannotBeLocked' });
    const messages = await receive(session, 3);
    assert.deepEqual(messages.map((m) => m.body), [1, 2, 3]);
    await session.setSessionState({ done: 3 });
    assert.deepEqual(await session.getSessionState(), { done: 3 });
    assert.ok((await session.renewSessionLock()) > new Date());
    for (const message of messages) await session.completeMessage(message);
    await session.setSessionState(null);
    await session.close();
  },

  async 'the next free session is found, and its absence reported in time'() {
    await client.createSender('session-next').sendMessages({ body: 1, sessionId: 'only' });
    const session = await client.acceptNextSession('session-next');
    assert.equal(session.sessionId, 'only');
    const [message] = await receive(session, 1);
    await session.completeMessage(message);
    await session.close();
    const impatient = new ServiceBusClient(connectionString, { retryOptions: { maxRetries: 0, timeoutInMs: 1000 } });
    await assert.rejects(impatient.acceptNextSession('session-next'), { code: 'ServiceTimeout' });
    await impatient.close();
  },

  async 'rules choose, change and are managed'() {
    const rules = client.createRuleManager('rule-managed', 'managed');
    for await (const rule of rules.listRules()) await rules.deleteRule(rule.name);
    await rules.createRule('sql', { sqlExpression: "color = 'red'" }, { sqlExpression: "SET seen = 'yes'" });
    await rules.createRule('correlation', { subject: 'wanted' });
    const names = [];
    for await (const rule of rules.listRules()) names.push(rule.name);
    assert.deepEqual(names.sort(), ['correlation', 'sql']);
    await client.createSender('rule-managed').sendMessages([
      { body: 1, applicationProperties: { color: 'red' } },
      { body: 2, subject: 'wanted' },
      { body: 3 },
    ]);
    const received = await receive(client.createReceiver('rule-managed', 'managed', { receiveMode: 'receiveAndDelete' }), 2);
    assert.deepEqual(received.map((m) => [m.body, m.applicationProperties?.seen]), [[1, 'yes'], [2, undefined]]);
  },

  async 'a subscriber handles messages as they come'() {
    await client.createSender('processed').sendMessages([...Array(50).keys()].map((body) => ({ body })));
    const receiver = client.createReceiver('processed');
    const seen = new Set();
    await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`only ${seen.size} of 50 came`)), 10_000);
      receiver.subscribe({
        processMessage: async (message) => {
          seen.add(message.body);
          if (seen.size === 50) {
            clearTimeout(late);
            resolve();
          }
        },
        processError: async ({ error }) => reject(error),
      }, { maxConcurrentCalls: 5 });
    });
    await receiver.close();
  },

  async 'a message is renewed, deferred, received by its number and dead-lettered with its reason'() {
    await client.createSender('deferred').sendMessages({ body: 'm' });
    const receiver = client.createReceiver('deferred');
    const [message] = await receive(receiver, 1);
    assert.ok((await receiver.renewMessageLock(message)) > new Date());
    await receiver.deferMessage(message);
    const [deferred] = await receiver.receiveDeferredMessages(message.sequenceNumber);
    await receiver.deadLetterMessage(deferred, { deadLetterReason: 'why', deadLetterErrorDescription: 'because', extra: 7 });
    await assert.rejects(receiver.completeMessage(deferred));
    const deadLetters = client.createReceiver('deferred', { subQueueType: 'deadLetter' });
    const [dead] = await receive(deadLetters, 1);
    assert.deepEqual([dead.body, dead.deadLetterReason, dead.deadLetterErrorDescription], ['m', 'why', 'because']);
    assert.equal(dead.applicationProperties.extra, 7);
    await deadLetters.completeMessage(dead);
  },

  async 'subscriptions get their own copies of what their rules let through'() {
    await client.createSender('events').sendMessages([
      { body: 'plain' }, { body: 'order', subject: 'order' },
      { body: 'big', subject: 'order', applicationProperties: { size: 'big' } },
    ]);
    const bodies = async (name, count) =>
      (await receive(client.createReceiver('events', name, { receiveMode: 'receiveAndDelete' }), count)).map((m) => m.body);
    assert.deepEqual(await bodies('all', 3), ['plain', 'order', 'big']);
    assert.deepEqual(await bodies('orders', 2), ['order', 'big']);
    assert.deepEqual(await bodies('big', 1), ['big']);
  },

  async 'messages are forwarded along a chain'() {
    await client.createSender('forward-first').sendMessages({ body: 'traveller' });
    const [received] = await receive(deleting('forward-last'), 1);
    assert.equal(received.body, 'traveller');
  },

  async 'an unknown queue is reported as such'() {
    await assert.rejects(client.createSender('nowhere').sendMessages({ body: 1 }), { code: 'MessagingEntityNotFound' });
  },
};

let failed = 0;
for (const [name, fact] of Object.entries(facts)) {
  try {
    await fact();
    console.log(`held: ${name}`);
  } catch (e) {
    failed++;
    console.log(`FAILED: ${name}\n${e.stack}`);
  }
}
await client.close();
console.log(`${Object.keys(facts).length - failed} held, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
