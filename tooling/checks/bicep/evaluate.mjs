// What a Bicep file would deploy: evaluates variables, loops, conditions and modules as far as they are known before
// deployment. Finds what a syntax check cannot: unknown names, wrong parameters of modules, violated length and value bounds.
import path from 'node:path';
import { functions, Runtime } from './functions.mjs';
import { parse, syntaxErrors } from './parser.mjs';

const CHECKS = {
  minLength: (value, bound) => value.length >= bound || `needs at least ${bound} characters or items`,
  maxLength: (value, bound) => value.length <= bound || `has ${value.length} characters or items, at most ${bound} are allowed`,
  minValue: (value, bound) => value >= bound || `must be at least ${bound}`,
  maxValue: (value, bound) => value <= bound || `must be at most ${bound}`,
  allowed: (value, bound) => bound.includes(value) || `must be one of ${bound.join(', ')}`,
};
const TYPES = {
  string: (value) => typeof value === 'string',
  int: (value) => Number.isInteger(value),
  bool: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};
const OPERATORS = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => Math.trunc(a / b),
  '%': (a, b) => a % b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** Resources and outputs that `main.bicep` has with the parameters of a parameter file beside it. */
export function plan(parameterFile, environment) {
  const values = new Evaluation(parameterFile, {}, environment, []).parameters();
  const main = new Evaluation(path.join(path.dirname(parameterFile), 'main.bicep'), values, environment, []);
  return { resources: main.deploy(), outputs: main.outputs() };
}

class Evaluation {
  constructor(file, given, environment, scope) {
    const parsed = parse(file);
    const [error] = syntaxErrors(parsed);
    if (error) throw new Error(`${error.file}:${error.line}:${error.column}: ${error.message}`);
    Object.assign(this, { file, given, environment, scope, source: parsed.source });
    this.functions = functions(path.dirname(file), environment);
    this.declarations = new Map();
    this.values = new Map();
    this.resources = [];
    this.collect(parsed.root);
  }

  collect(root) {
    let decorators = [];
    for (const node of root.namedChildren) {
      if (node.type === 'decorators') decorators = node.namedChildren;
      else if (node.type !== 'comment') {
        const id = node.namedChildren.find((child) => child.type === 'identifier');
        if (id) this.declarations.set(`${node.type === 'output_declaration' ? 'output ' : ''}${id.text}`, { node, decorators });
        decorators = [];
      }
    }
  }

  ofType(type) {
    return [...this.declarations].filter(([, { node }]) => node.type === type);
  }

  /** The values of a parameter file; its `param` lines are read as variables. */
  parameters() {
    const own = this.ofType('variable_declaration').filter(([, { node }]) => /^var  /.test(node.text));
    return Object.fromEntries(own.map(([name]) => [name, this.value(name)]));
  }

  deploy() {
    const declared = this.ofType('parameter_declaration').map(([name]) => name);
    const unknown = Object.keys(this.given).find((name) => !declared.includes(name));
    if (unknown) throw new Error(`${this.file}: there is no parameter ${unknown}`);
    for (const name of this.declarations.keys()) if (!name.startsWith('output ')) this.value(name);
    return this.resources;
  }

  outputs() {
    return Object.fromEntries(
      this.ofType('output_declaration').map(([key, { node }]) => [key.slice(7), this.expression(node.namedChildren.at(-1), {})]),
    );
  }

  value(name) {
    if (!this.values.has(name)) {
      const { node, decorators } = this.declarations.get(name);
      this.values.set(name, new Runtime(`cycle through ${name}`));
      this.values.set(name, this.declared(name, node, decorators));
    }
    return this.values.get(name);
  }

  declared(name, node, decorators) {
    switch (node.type) {
      case 'parameter_declaration':
        return this.parameter(name, node, decorators);
      case 'variable_declaration':
        return this.expression(node.namedChildren.at(-1), {});
      case 'resource_declaration':
        return this.repeated(node, (body, locals) => this.resource(name, node, body, locals));
      case 'module_declaration':
        return this.repeated(node, (body, locals) => this.module(name, node, body, locals));
      default:
        throw this.error(node, `${node.type} is not supported here`);
    }
  }

  parameter(name, node, decorators) {
    const [, type, fallback] = node.namedChildren;
    if (!(name in this.given) && !fallback) throw new Error(`${this.file}: parameter ${name} is missing`);
    const value = name in this.given ? this.given[name] : this.expression(fallback, {});
    if (value instanceof Runtime) return value;
    if (!TYPES[type.text](value)) throw new Error(`${this.file}: parameter ${name} must be of type ${type.text}`);
    for (const decorator of decorators) this.check(name, value, decorator.namedChildren[0]);
    return value;
  }

  check(name, value, call) {
    const check = CHECKS[call.childForFieldName('function').text];
    if (!check) return;
    const bound = this.expression(call.childForFieldName('arguments').namedChildren[0], {});
    const problem = check(value, bound);
    if (problem !== true) throw new Error(`${this.file}: parameter ${name} is ${JSON.stringify(value)}, but ${problem}`);
  }

  /** Runs the body of a declaration once, per loop item, or not at all; yields what references to its name mean. */
  repeated(node, make) {
    const body = node.namedChildren.at(-1);
    return body.type === 'for_statement'
      ? this.loop(body, {}, (inner, locals) => this.conditional(inner, locals, make))
      : this.conditional(body, {}, make);
  }

  conditional(body, locals, make) {
    if (body.type !== 'if_statement') return make(body, locals);
    const [condition, object] = body.namedChildren;
    return this.expression(condition, locals) ? make(object, locals) : new Runtime('not deployed');
  }

  loop(node, locals, make) {
    const body = node.childForFieldName('body');
    const single = node.childForFieldName('initializer');
    const pair = node.namedChildren.find((child) => child.type === 'for_loop_parameters');
    const array = node.namedChildren.filter((child) => child.type !== 'comment').at(-2);
    return this.expression(array, locals).map((item, i) => {
      const names = pair ? pair.namedChildren.map((child) => child.text) : [single.text];
      return make(body, { ...locals, [names[0]]: item, ...(names[1] ? { [names[1]]: i } : {}) });
    });
  }

  resource(symbol, node, body, locals) {
    const [type, version] = this.text(node.namedChildren[1]).split('@');
    const values = this.expression(body, locals);
    const parent = values.parent;
    const name = parent ? `${parent.resource.name}/${values.name}` : values.name;
    const existing = node.children.some((child) => child.type === 'existing');
    const resource = { symbol, file: path.basename(this.file), type, version, name, id: `${type}/${name}`, module: this.scope.join('/') };
    for (const [key, value] of Object.entries(values)) {
      if (key === 'scope') resource.scope = value.id;
      else if (!['name', 'parent', 'dependsOn'].includes(key)) resource[key] = value;
    }
    if (!existing) this.resources.push(resource);
    return new Deployed(resource, values.name);
  }

  module(symbol, node, body, locals) {
    const values = this.expression(body, locals);
    const file = path.resolve(path.dirname(this.file), this.text(node.namedChildren[1]));
    const inner = new Evaluation(file, values.params ?? {}, this.environment, [...this.scope, values.name]);
    this.resources.push(...inner.deploy());
    return { name: values.name, outputs: inner.outputs() };
  }

  text(string) {
    const value = this.expression(string, {});
    if (typeof value !== 'string') throw this.error(string, 'must be a plain string');
    return value;
  }

  expression(node, locals) {
    const children = node.namedChildren.filter((child) => child.type !== 'comment');
    switch (node.type) {
      case 'string':
        return this.string(node, locals);
      case 'number':
        return Number(node.text);
      case 'boolean':
        return node.text === 'true';
      case 'null':
        return null;
      case 'identifier':
        return this.identifier(node, locals);
      case 'array':
        return children.map((child) => this.expression(child, locals));
      case 'object':
        return this.object(children, locals);
      case 'parenthesized_expression':
        return this.expression(children[0], locals);
      case 'member_expression':
        return this.member(node, node.childForFieldName('property').text, locals);
      case 'subscript_expression':
        return this.member(node, this.expression(node.childForFieldName('index'), locals), locals);
      case 'ternary_expression':
        return this.expression(children[this.expression(children[0], locals) ? 1 : 2], locals);
      case 'unary_expression':
        return node.children[0].text === '!' ? !this.expression(children[0], locals) : -this.expression(children[0], locals);
      case 'binary_expression':
        return this.binary(node, locals);
      case 'lambda_expression':
        return this.lambda(children, locals);
      case 'for_statement':
        return this.loop(node, locals, (body, inner) => this.expression(body, inner));
      case 'call_expression':
        return this.call(node, locals);
      default:
        throw this.error(node, `${node.type} is not supported here`);
    }
  }

  string(node, locals) {
    const quotes = node.text.startsWith("'''") ? 3 : 1;
    let text = '';
    let from = node.startIndex + quotes;
    for (const part of node.namedChildren) {
      if (part.type === 'string_content') continue;
      text += this.source.slice(from, part.startIndex);
      text += part.type === 'interpolation' ? String(this.expression(part.namedChildren[0], locals)) : escaped(part.text);
      from = part.endIndex;
    }
    return text + this.source.slice(from, node.endIndex - quotes);
  }

  identifier(node, locals) {
    if (node.text in locals) return locals[node.text];
    if (this.declarations.has(node.text)) return this.value(node.text);
    throw this.error(node, `nothing is named ${node.text}`);
  }

  object(properties, locals) {
    const result = {};
    for (const property of properties) {
      const [key, value] = property.namedChildren.filter((child) => child.type !== 'comment');
      result[key.type === 'string' ? this.string(key, locals) : key.text] = this.expression(value, locals);
    }
    return result;
  }

  member(node, key, locals) {
    const holder = this.expression(node.childForFieldName('object'), locals);
    // The grammar reads `x => x.name` as `(x => x).name`.
    if (typeof holder === 'function') return (...args) => this.memberOf(node, holder(...args), key);
    return this.memberOf(node, holder, key);
  }

  memberOf(node, holder, key) {
    if (holder instanceof Runtime || holder instanceof Deployed) return holder.member(key);
    if (holder === null || typeof holder !== 'object' || !(key in holder)) throw this.error(node, `there is no ${key} here`);
    return holder[key];
  }

  binary(node, locals) {
    const operator = node.childForFieldName('operator').text;
    const left = this.expression(node.childForFieldName('left'), locals);
    const right = () => this.expression(node.childForFieldName('right'), locals);
    if (operator === '&&') return left && right();
    if (operator === '||') return left || right();
    if (operator === '??') return left ?? right();
    return OPERATORS[operator](left, right());
  }

  lambda([head, body], locals) {
    const names = head.type === 'identifier' ? [head.text] : head.namedChildren.map((child) => child.text);
    return (...args) => this.expression(body, { ...locals, ...Object.fromEntries(names.map((name, i) => [name, args[i]])) });
  }

  call(node, locals) {
    const name = node.childForFieldName('function').text;
    const call = this.functions[name];
    if (!call) throw this.error(node, `there is no function ${name}`);
    const args = node.childForFieldName('arguments').namedChildren.map((argument) => this.expression(argument, locals));
    try {
      return call(...args);
    } catch (problem) {
      throw this.error(node, problem.message);
    }
  }

  error(node, message) {
    return new Error(`${this.file}:${node.startPosition.row + 1}:${node.startPosition.column + 1}: ${message}`);
  }
}

/** A declared resource as other expressions see it: id and name are known, the rest only after deployment. */
class Deployed {
  constructor(resource, ownName) {
    this.resource = resource;
    this.id = resource.id;
    this.name = ownName;
  }
  member(key) {
    return key === 'id' || key === 'name' ? this[key] : new Runtime(`${this.id}.${key}`);
  }
  toJSON() {
    return this.id;
  }
}

const ESCAPES = { "\\'": "'", '\\\\': '\\', '\\n': '\n', '\\r': '\r', '\\t': '\t', '\\$': '$' };
const escaped = (text) => ESCAPES[text] ?? text;
