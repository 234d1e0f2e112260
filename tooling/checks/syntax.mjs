// Usage: node syntax.mjs FOLDER. Prints each syntax error of its Bicep files as file:line:column; exit code 1 if there is one.
import { bicepFiles, parse, syntaxErrors } from './bicep/parser.mjs';

const [folder] = process.argv.slice(2);
const files = bicepFiles(folder);
const errors = files.flatMap((file) => syntaxErrors(parse(file)));
for (const e of errors) console.log(`${e.file}:${e.line}:${e.column}: ${e.message}`);
console.log(`${files.length} files, ${errors.length} syntax errors`);
process.exitCode = errors.length > 0 || files.length === 0 ? 1 : 0;
