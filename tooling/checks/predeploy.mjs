// Usage: node predeploy.mjs INFRA_FOLDER. Looks at this environment's parameters before anything is deployed; the first
// thing that is missing or wrong is told in one line, exit code 2.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { plan } from './bicep/evaluate.mjs';

const STORAGE_NAME_LENGTH = 24;
const REGION_QUERY_MS = 30_000;

// What Azure accepts as names of these types.
const LIMITS = {
  'Microsoft.Storage/storageAccounts': /^[a-z0-9]{3,24}$/,
  'Microsoft.KeyVault/vaults': /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/,
  'Microsoft.ServiceBus/namespaces': /^[a-zA-Z](?!.*-(sb|mgmt)$)[a-zA-Z0-9-]{4,48}[a-zA-Z0-9]$/,
  'Microsoft.DocumentDB/databaseAccounts': /^[a-z0-9][a-z0-9-]{1,42}[a-z0-9]$/,
  'Microsoft.Web/sites': /^[a-zA-Z0-9][a-zA-Z0-9-]{0,58}[a-zA-Z0-9]$/,
  'Microsoft.ApiManagement/service': /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{0,48}[a-zA-Z0-9]$/,
};

class Problem extends Error {}

const [infra] = process.argv.slice(2);
const env = process.env;

try {
  required('AZURE_ENV_NAME', 'the name of the environment, such as dev', /^[a-z][a-z0-9]{1,11}$/, '2 to 12 lower-case letters and digits, a letter first');
  required('AZURE_LOCATION', 'a region with the Flex Consumption plan, such as westeurope', /^[a-z0-9]+$/, 'a region in its short form, such as westeurope');
  pattern('CONVOY_WORKLOAD', /^[a-z][a-z0-9]{1,9}$/, '2 to 10 lower-case letters and digits, a letter first');
  oneOf('CONVOY_PROFILE', ['dev', 'test', 'prod']);
  oneOf('CONVOY_PRIVATE_NETWORKING', ['true', 'false']);
  oneOf('CONVOY_API_MANAGEMENT', ['true', 'false']);
  secrets(['SmtpUrl', 'LookupCallbackSecret']);
  region();
  together();
  names(evaluated().resources);
  console.log(`predeploy: ${env.AZURE_ENV_NAME} in ${env.AZURE_LOCATION} with profile ${env.CONVOY_PROFILE || 'dev'} can be deployed`);
} catch (problem) {
  if (!(problem instanceof Problem)) throw problem;
  console.error(`predeploy: ${problem.message}`);
  process.exitCode = 2;
}

function required(name, meaning, form, words) {
  if (!env[name]) throw new Problem(`${name} is missing: ${meaning} (azd env set ${name} VALUE, or export it)`);
  pattern(name, form, words);
}

function pattern(name, form, words) {
  if (env[name] && !form.test(env[name])) throw new Problem(`${name} is ${JSON.stringify(env[name])}, it must be ${words}`);
}

function oneOf(name, values) {
  if (env[name] && !values.includes(env[name])) throw new Problem(`${name} is ${JSON.stringify(env[name])}, it must be ${values.join(' or ')}`);
}

function secrets(possible) {
  const wrong = (env.CONVOY_SECRETS || '').split(',').find((name) => name && !possible.includes(name));
  if (wrong) throw new Problem(`CONVOY_SECRETS names ${wrong}, it may name ${possible.join(' and ')}`);
}

function region() {
  const { source, regions } = flexRegions();
  if (!regions.includes(env.AZURE_LOCATION)) {
    throw new Problem(`region ${env.AZURE_LOCATION} has no Flex Consumption plan (${source}); nearest names: ${nearest(regions)}`);
  }
}

/** What Azure says where its CLI is at hand and signed in; the list kept beside the Bicep files otherwise. */
function flexRegions() {
  if (env.CONVOY_OFFLINE !== 'true') {
    const regions = askAzure();
    if (regions.length > 0) return { source: 'by az functionapp list-flexconsumption-locations', regions };
  }
  const file = path.join(infra, 'flex-consumption-regions.txt');
  const regions = fs.readFileSync(file, 'utf8').split('\n').filter((line) => /^[a-z]/.test(line));
  return { source: `by ${path.basename(file)}; az did not answer`, regions };
}

function askAzure() {
  try {
    const answer = execFileSync('az', ['functionapp', 'list-flexconsumption-locations', '--query', '[].name', '--output', 'tsv'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: REGION_QUERY_MS,
    });
    return answer.split('\n').map((line) => line.toLowerCase().replaceAll(' ', '')).filter(Boolean);
  } catch {
    return []; // no az, or not signed in: the list kept here answers instead, and the message says so
  }
}

function nearest(regions) {
  const start = env.AZURE_LOCATION.slice(0, 3);
  const near = regions.filter((name) => name.includes(start));
  return (near.length > 0 ? near : regions).slice(0, 5).join(', ');
}

function together() {
  const { sizing, ...other } = { sizing: profile(), private: env.CONVOY_PRIVATE_NETWORKING === 'true', gateway: env.CONVOY_API_MANAGEMENT === 'true' };
  if (other.private && sizing.serviceBus.sku !== 'Premium') {
    throw new Problem(`CONVOY_PRIVATE_NETWORKING needs Service Bus Premium, but params/${sizing.profile}.json says ${sizing.serviceBus.sku}`);
  }
  if (other.gateway && !env.CONVOY_API_PUBLISHER_EMAIL) {
    throw new Problem('CONVOY_API_PUBLISHER_EMAIL is missing: API Management needs a contact');
  }
  if (sizing.cosmos.multiRegionWrites && sizing.cosmos.secondaryLocations.length === 0) {
    throw new Problem(`params/${sizing.profile}.json: cosmos.multiRegionWrites needs at least one of cosmos.secondaryLocations`);
  }
  if (sizing.cosmos.multiRegionWrites && sizing.cosmos.consistency === 'Strong') {
    throw new Problem(`params/${sizing.profile}.json: cosmos.multiRegionWrites excludes consistency Strong`);
  }
}

function profile() {
  return JSON.parse(fs.readFileSync(path.join(infra, 'params', `${env.CONVOY_PROFILE || 'dev'}.json`), 'utf8'));
}

function evaluated() {
  const workload = env.CONVOY_WORKLOAD || 'convoy';
  const length = 'stf'.length + workload.length + env.AZURE_ENV_NAME.length + 6;
  if (length > STORAGE_NAME_LENGTH) {
    throw new Problem(
      `the storage accounts' names would have ${length} characters, ${STORAGE_NAME_LENGTH} are allowed: shorten AZURE_ENV_NAME (${env.AZURE_ENV_NAME}) or CONVOY_WORKLOAD (${workload}) by ${length - STORAGE_NAME_LENGTH}`,
    );
  }
  try {
    return plan(path.join(infra, 'main.bicepparam'), env);
  } catch (problem) {
    throw new Problem(problem.message);
  }
}

function names(resources) {
  for (const { type, name } of resources) {
    if (LIMITS[type] && !LIMITS[type].test(name)) throw new Problem(`${type} cannot be named ${name} (${name.length} characters)`);
  }
}
