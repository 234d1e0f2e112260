// Works on items, queries and the change feed with the unmodified @azure/cosmos over TLS.
// Environment: COSMOS_ENDPOINT (https), COSMOS_KEY, and NODE_EXTRA_CA_CERTS with the emulator's certificate.
// Exits with 0 when everything held.
import assert from 'node:assert/strict';
import { CosmosClient, PartitionKeyKind, BulkOperationType, PatchOperationType, ChangeFeedStartFrom, StatusCodes } from '@azure/cosmos';

const endpoint = process.env.COSMOS_ENDPOINT;
const key = process.env.COSMOS_KEY;
if (!endpoint || !key) {
  console.error('set COSMOS_ENDPOINT and COSMOS_KEY');
  process.exit(2);
}

const client = new CosmosClient({ endpoint, key });
try {
  const { database } = await client.databases.createIfNotExists({ id: `js-${Date.now()}` });
  const { container } = await database.containers.createIfNotExists({
    id: 'orders', partitionKey: { paths: ['/pk'], version: 2, kind: PartitionKeyKind.Hash },
  });

  // Items and ETags.
  const { resource: created } = await container.items.create({ id: 'a', pk: 'p', n: 1 });
  assert.equal(created.n, 1);
  const { resource: read } = await container.item('a', 'p').read();
  assert.equal(read._etag, created._etag);
  await container.items.upsert({ id: 'a', pk: 'p', n: 2 });
  await assert.rejects(
    container.item('a', 'p').replace({ id: 'a', pk: 'p', n: 3 }, { accessCondition: { type: 'IfMatch', condition: created._etag } }),
    (error) => error.code === 412);
  const missing = await container.item('none', 'p').read();
  assert.equal(missing.statusCode, 404);
  await assert.rejects(container.items.create({ id: 'a', pk: 'p' }), (error) => error.code === 409);

  // Patch, batch, bulk.
  const { resource: patched } = await container.item('a', 'p').patch([{ op: PatchOperationType.incr, path: '/n', value: 5 }]);
  assert.equal(patched.n, 7);
  const batch = await container.items.batch([
    { operationType: BulkOperationType.Create, resourceBody: { id: 'b', pk: 'p', n: 10 } },
    { operationType: BulkOperationType.Create, resourceBody: { id: 'a', pk: 'p' } },
  ], 'p');
  assert.deepEqual(batch.result.map((r) => r.statusCode), [424, 409]);
  const good = await container.items.batch([
    { operationType: BulkOperationType.Create, resourceBody: { id: 'b', pk: 'p', n: 10 } },
    { operationType: BulkOperationType.Upsert, resourceBody: { id: 'c', pk: 'p', n: 11 } },
  ], 'p');
  assert.deepEqual(good.result.map((r) => r.statusCode), [201, 201]);
  const operations = [];
  for (let i = 0; i < 30; i++) {
    operations.push({ operationType: BulkOperationType.Upsert, partitionKey: `q${i % 3}`, resourceBody: { id: `i${i}`, pk: `q${i % 3}`, n: i } });
  }
  const bulk = await container.items.bulk(operations);
  assert.ok(bulk.every((r) => r.statusCode === StatusCodes.Created));

  // Queries: parameters, order, pages, aggregates.
  const { resources: some } = await container.items
    .query({ query: 'SELECT c.id FROM c WHERE c.n >= @low AND c.pk = "p" ORDER BY c.n DESC', parameters: [{ name: '@low', value: 8 }] })
    .fetchAll();
  assert.deepEqual(some.map((row) => row.id), ['c', 'b']);
  const { resources: count } = await container.items.query('SELECT VALUE COUNT(1) FROM c').fetchAll();
  assert.deepEqual(count, [33]);
  const pages = container.items.query('SELECT * FROM c WHERE STARTSWITH(c.pk, "q")', { maxItemCount: 7 });
  let rows = 0;
  while (pages.hasMoreResults()) {
    const { resources } = await pages.fetchNext();
    assert.ok((resources ?? []).length <= 7);
    rows += (resources ?? []).length;
  }
  assert.equal(rows, 30);
  const { resources: groups } = await container.items
    .query('SELECT c.pk, COUNT(1) AS k FROM c WHERE c.n < 30 AND c.pk != "p" GROUP BY c.pk').fetchAll();
  assert.deepEqual(groups.map((g) => `${g.pk}:${g.k}`).sort(), ['q0:10', 'q1:10', 'q2:10']);
  await assert.rejects(container.items.query('SELECT * FROM c WHERE').fetchAll(), (error) => error.code === 400);

  // Change feed.
  const feed = container.items.getChangeFeedIterator({ changeFeedStartFrom: ChangeFeedStartFrom.Beginning(), maxItemCount: 50 });
  const seen = new Set();
  for await (const page of feed.getAsyncIterator()) {
    if (page.statusCode === StatusCodes.NotModified) {
      break;
    }
    page.result.forEach((item) => seen.add(item.id));
  }
  assert.equal(seen.size, 33);

  // Stored procedures, triggers and user-defined functions.
  await container.scripts.storedProcedures.create({
    id: 'addOne',
    body: function (id, n) {
      const collection = getContext().getCollection();
      const accepted = collection.createDocument(collection.getSelfLink(), { id, pk: 'p', n: n + 1 }, function (error, created) {
        if (error) throw error;
        getContext().getResponse().setBody(created.n);
      });
      if (!accepted) throw new Error('not accepted');
    },
  });
  const { resource: answered } = await container.scripts.storedProcedure('addOne').execute('p', ['d', 41]);
  assert.equal(answered, 42);
  await assert.rejects(container.scripts.storedProcedure('addOne').execute('p', ['d', 41]), (error) => error.code === 400);
  await container.scripts.triggers.create({
    id: 'stamp', triggerType: 'Pre', triggerOperation: 'Create',
    body: 'function () { const r = getContext().getRequest(); const body = r.getBody(); body.stamped = true; r.setBody(body); }',
  });
  const { resource: stamped } = await container.items.create({ id: 'e', pk: 'p' }, { preTriggerInclude: ['stamp'] });
  assert.equal(stamped.stamped, true);
  await container.scripts.userDefinedFunctions.create({ id: 'twice', body: 'function (n) { return 2 * n; }' });
  const { resources: twice } = await container.items.query('SELECT VALUE udf.twice(c.n) FROM c WHERE c.id = "d"').fetchAll();
  assert.deepEqual(twice, [84]);

  await container.item('c', 'p').delete();
  await database.delete();
  console.log('all held');
} finally {
  client.dispose();
}
