// Usage: node func-apps.mjs list | stage APP TARGET SETTINGS PORT | stack TARGET. Reads convoy.json, the description of the local
// stack: its apps, one per line (name, staged folder, port); stages a copy of one for Core Tools; or the same stack without apps.
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const stack = JSON.parse(fs.readFileSync(path.join(root, 'convoy.json'), 'utf8'));
const [command, ...args] = process.argv.slice(2);

// What the Cosmos SDK needs to talk to an emulator over plain http.
const JVM_OPTIONS = '-DCOSMOS.HTTP_CONNECTION_WITHOUT_TLS_ALLOWED=true -DCOSMOS.DISABLE_IMDS_ACCESS=true';

if (command === 'list') {
  for (const app of stack.apps) console.log([app.name, app.folder, app.port].join(' '));
} else if (command === 'stage') {
  stage(...args);
} else if (command === 'stack') {
  fs.mkdirSync(path.dirname(args[0]), { recursive: true });
  const config = path.resolve(root, stack.serviceBus.config);
  fs.writeFileSync(args[0], JSON.stringify({ ...stack, serviceBus: { ...stack.serviceBus, config }, apps: [] }, null, 2));
} else {
  throw new Error(`unknown command ${command}`);
}

/** A copy of the staged app whose local settings are its own plus those of the chosen backends. */
function stage(name, target, settingsFile, port) {
  const app = stack.apps.find((candidate) => candidate.name === name);
  fs.rmSync(target, { recursive: true, force: true });
  fs.cpSync(path.join(root, app.folder), target, { recursive: true });
  const own = JSON.parse(fs.readFileSync(path.join(target, 'local.settings.json'), 'utf8'));
  const chosen = JSON.parse(fs.readFileSync(path.join(root, settingsFile), 'utf8'));
  const settings = {
    IsEncrypted: false,
    Values: { ...own.Values, ...chosen.Values, languageWorkers__java__arguments: JVM_OPTIONS },
    Host: { ...own.Host, LocalHttpPort: Number(port) },
  };
  fs.writeFileSync(path.join(target, 'local.settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
}
