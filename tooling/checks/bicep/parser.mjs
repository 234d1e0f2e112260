// Bicep source as a syntax tree, by the tree-sitter grammar compiled to WebAssembly.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Language, Parser } from 'web-tree-sitter';

const require = createRequire(import.meta.url);

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

/** Source and tree of one file. The grammar lacks `param name = value` of parameter files: it is read as a `var` of equal width. */
export function parse(file) {
  const text = fs.readFileSync(file, 'utf8');
  const source = file.endsWith('.bicepparam') ? text.replace(/^param(?= +\w+ *=)/gm, 'var  ') : text;
  return { file, source, root: parser.parse(source).rootNode };
}

/** Every syntax error of a parsed file as `{file, line, column, message}`. */
export function syntaxErrors({ file, root }) {
  const errors = [];
  const visit = (node) => {
    if (node.isMissing) errors.push(at(node, `missing ${node.type}`));
    else if (node.isError) errors.push(at(node, `unexpected ${JSON.stringify(firstLine(node.text))}`));
    else if (node.hasError) for (let i = 0; i < node.childCount; i++) visit(node.child(i));
  };
  const at = (node, message) => ({
    file,
    line: node.startPosition.row + 1,
    column: node.startPosition.column + 1,
    message,
  });
  visit(root);
  if (root.hasError && errors.length === 0) errors.push(at(root, 'syntax error'));
  return errors;
}

/** All Bicep and parameter files below a folder, sorted. */
export function bicepFiles(folder) {
  return fs
    .readdirSync(folder, { recursive: true })
    .filter((name) => /\.bicep(param)?$/.test(name))
    .map((name) => path.join(folder, name))
    .sort();
}

const firstLine = (text) => text.split('\n')[0].slice(0, 40);
