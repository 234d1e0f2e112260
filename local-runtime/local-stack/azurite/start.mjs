// Runs Azurite's blob service for as long as whoever started it lives: when standard input ends, so does Azurite.
// A parent killed with -9 closes the pipe too, so nothing is left behind. Options are Azurite's own.
import { createRequire } from 'node:module';

const GRACE_MILLIS = 5000; // for flushing its index to disk

function stop() {
  process.emit('SIGTERM');
  setTimeout(() => process.exit(0), GRACE_MILLIS).unref();
}

process.stdin.on('end', stop).on('error', stop).resume();
process.on('SIGINT', () => {}); // Ctrl-C reaches the whole terminal group; the parent decides when this part stops
createRequire(import.meta.url)('azurite/dist/src/blob/main.js');
