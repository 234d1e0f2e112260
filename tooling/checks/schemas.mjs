// Usage: node schemas.mjs SCHEMA FILE. Holds a JSON or YAML file against schemas/SCHEMA.schema.json; each violation is printed
// as file: path: message, exit code 1 if there is one.
import fs from 'node:fs';
import Ajv from 'ajv';
import { parse } from 'yaml';

const [name, file] = process.argv.slice(2);
const schema = JSON.parse(fs.readFileSync(new URL(`schemas/${name}.schema.json`, import.meta.url), 'utf8'));
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

if (validate(content())) {
  console.log(`${file}: as ${name} wants it`);
} else {
  for (const { instancePath, message, params } of validate.errors) {
    console.log(`${file}: ${instancePath || '/'}: ${message} ${JSON.stringify(params)}`);
  }
  process.exitCode = 1;
}

function content() {
  const text = fs.readFileSync(file, 'utf8');
  return file.endsWith('.json') ? JSON.parse(text) : parse(text, { strict: true });
}
