// Usage: node plan.mjs INFRA_FOLDER. Prints as JSON what main.bicep would deploy with main.bicepparam and this environment.
import path from 'node:path';
import { plan } from './bicep/evaluate.mjs';

try {
  console.log(JSON.stringify(plan(path.join(process.argv[2], 'main.bicepparam'), process.env), null, 1));
} catch (problem) {
  console.error(problem.message);
  process.exitCode = 1;
}
