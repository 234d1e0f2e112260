// Runs Azurite's blob service for as long as whoever started it lives: when standard input ends, so does Azurite.
// A parent killed with -9 closes the pipe too, so nothing is left behind. Options are Azurite's own.
import { createRequire } from 'node:module';

const GRACE_MILLIS = 5000; // for flushing its index to disk

function stop() {
  process.emit('SIGTERM');
  setTimeout(() => process.exit(0), GRACE_MILLIS).unref();
}

// Ctrl-C reaches every process of a terminal; the parent decides when this part stops, so Azurite never hears of it.
const once = process.once.bind(process);
process.once = (event, listener) => (event === 'SIGINT' ? process : once(event, listener));
process.on('SIGINT', () => {});

process.stdin.on('end', stop).on('error', stop).resume();
createRequire(import.meta.url)('azurite/dist/src/blob/main.js');
