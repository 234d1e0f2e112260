// Usage: node cosmos-init.mjs ENDPOINT KEY. Creates the database and the containers of convoy.json where they are missing, over
// the public REST API; waits up to three minutes for the emulator to answer.
import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const WAIT_MS = 180_000;
const PAUSE_MS = 2_000;
const API_VERSION = '2018-12-31';
const [CREATED, EXISTS] = [201, 409];

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '..');
const { database, containers } = JSON.parse(fs.readFileSync(path.join(root, 'convoy.json'), 'utf8')).cosmos;
const [endpoint, key] = process.argv.slice(2);
const deadline = Date.now() + WAIT_MS;

await post('dbs', '', { id: database });
for (const { name, partitionKey, ttl } of containers) {
  await post('colls', `dbs/${database}`, {
    id: name,
    partitionKey: { paths: [partitionKey], kind: 'Hash', version: 2 },
    ...(ttl ? { defaultTtl: -1 } : {}),
  });
}
console.log(`cosmos: database ${database} with ${containers.length} containers`);

async function post(type, parent, body) {
  for (;;) {
    const answer = await attempt(type, parent, body);
    if (answer === CREATED || answer === EXISTS) return;
    if (Date.now() > deadline) throw new Error(`cosmos: creating ${body.id} failed: ${answer}`);
    await pause(PAUSE_MS);
  }
}

/** The status, or the reason why there is none. */
async function attempt(type, parent, body) {
  const date = new Date().toUTCString();
  const text = `post\n${type}\n${parent}\n${date.toLowerCase()}\n\n`;
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64');
  try {
    const response = await fetch(new URL(parent === '' ? type : `${parent}/${type}`, endpoint), {
      method: 'POST',
      headers: {
        authorization: encodeURIComponent(`type=master&ver=1.0&sig=${signature}`),
        'content-type': 'application/json',
        'x-ms-date': date,
        'x-ms-version': API_VERSION,
      },
      body: JSON.stringify(body),
    });
    await response.arrayBuffer();
    return response.status;
  } catch (problem) {
    return problem.cause?.code ?? problem.message;
  }
}
