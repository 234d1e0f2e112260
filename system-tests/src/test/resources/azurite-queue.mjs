// Runs Azurite's queue service out of the package in the working directory, until standard input ends.
import { createRequire } from 'node:module';
import { join } from 'node:path';

process.stdin.on('end', () => process.exit(0)).on('error', () => process.exit(0)).resume();
createRequire(join(process.cwd(), 'package.json'))('azurite/dist/src/queue/main.js');
