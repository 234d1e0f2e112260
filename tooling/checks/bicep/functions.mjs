// Bicep's own functions, as far as our files use them. Names that only Azure can compute get a stand-in of the same length.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** A value that exists only after deployment, such as a property of a created resource. */
export class Runtime {
  constructor(text) {
    this.text = text;
  }
  member(name) {
    return new Runtime(`${this.text}.${name}`);
  }
  toString() {
    return `<${this.text}>`;
  }
  toJSON() {
    return this.toString();
  }
}

const hash = (args) => createHash('sha256').update(JSON.stringify(args)).digest();

/** The functions that a file in the given folder sees. */
export function functions(folder, environment) {
  const read = (name) => fs.readFileSync(path.resolve(folder, name), 'utf8');
  return {
    bool: (value) => (typeof value === 'boolean' ? value : parseBoolean(value)),
    concat: (...args) => (Array.isArray(args[0]) ? args.flat() : args.join('')),
    contains: (holder, item) =>
      Array.isArray(holder) || typeof holder === 'string' ? holder.includes(item) : Object.hasOwn(holder, item),
    empty: (value) => value === null || value === undefined || Object.keys(value).length === 0,
    environment: () => ({ name: 'AzureCloud', suffixes: { storage: 'core.windows.net' } }),
    flatten: (array) => array.flat(),
    guid: (...args) => hash(args).toString('hex').slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    json: (text) => JSON.parse(text),
    length: (value) => (typeof value === 'object' ? Object.keys(value).length : value.length),
    loadJsonContent: (name) => JSON.parse(read(name)),
    loadTextContent: (name) => read(name),
    map: (array, lambda) => array.map((item, i) => lambda(item, i)),
    range: (start, count) => Array.from({ length: count }, (_, i) => start + i),
    readEnvironmentVariable: (name, fallback) => environmentVariable(environment, name, fallback),
    replace: (text, from, to) => text.replaceAll(from, to),
    resourceGroup: () => ({ id: new Runtime('resourceGroup.id'), location: new Runtime('resourceGroup.location') }),
    split: (text, separator) => text.split(separator),
    string: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
    subscription: () => ({ id: '/subscriptions/00000000-0000-0000-0000-000000000000' }),
    subscriptionResourceId: (...parts) => parts.join('/'),
    take: (value, count) => value.slice(0, count),
    tenant: () => ({ tenantId: new Runtime('tenant.tenantId') }),
    toLower: (text) => text.toLowerCase(),
    toUpper: (text) => text.toUpperCase(),
    union: (...args) => (Array.isArray(args[0]) ? [...new Set(args.flat())] : Object.assign({}, ...args)),
    uniqueString: (...args) => BigInt(`0x${hash(args).toString('hex')}`).toString(36).slice(0, 13),
  };
}

function parseBoolean(text) {
  if (text === 'true' || text === 'false') return text === 'true';
  throw new Error(`"${text}" is neither true nor false`);
}

function environmentVariable(environment, name, fallback) {
  const value = environment[name];
  if (value !== undefined && value !== '') return value;
  if (fallback !== undefined) return fallback;
  throw new Error(`environment variable ${name} is not set`);
}
