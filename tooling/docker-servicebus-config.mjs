// Usage: node docker-servicebus-config.mjs SOURCE > TARGET. Our Service Bus configuration as the official emulator takes it:
// it refuses duplicate detection windows above five minutes and topics with an empty list of subscriptions.
import fs from 'node:fs';

const LONGEST_WINDOW_SECONDS = 300;

const config = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
for (const namespace of config.UserConfig.Namespaces) {
  for (const entity of [...(namespace.Queues ?? []), ...(namespace.Topics ?? [])]) {
    const properties = entity.Properties ?? {};
    if (seconds(properties.DuplicateDetectionHistoryTimeWindow) > LONGEST_WINDOW_SECONDS) {
      properties.DuplicateDetectionHistoryTimeWindow = 'PT5M';
    }
    if (entity.Subscriptions?.length === 0) delete entity.Subscriptions;
  }
}
process.stdout.write(`${JSON.stringify(config, null, 2)}\n`);

function seconds(duration) {
  const [, hours = 0, minutes = 0, rest = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration ?? 'PT0S') ?? [0, Infinity];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}
