// Writes the proof files beside it, cases.json and refused.json; `node make.mjs --check` writes nothing and fails when a file would change.
// First `npm ci` in the folder above. Everything is computed by viem and OpenZeppelin merkle-tree.
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { valid } from './make/valid.mjs';
import { broken } from './make/broken.mjs';
import { refused } from './make/refused.mjs';
import { domain } from './make/proof.mjs';

const steps = ['format', 'domain', 'creator-signature', 'performer-signature', 'roles', 'deadlines', 'work-hash', 'signatures-hash', 'leaf', 'merkle', 'anchor', 'contract-code', 'time', 'revocation'];
const byNode = ['anchor', 'contract-code', 'time', 'revocation'];
const expected = (name, differing) => Object.fromEntries(steps.map(step =>
  [step, name.startsWith('format-') ? (step === 'format' ? 'fail' : 'skipped') : differing[step] ?? (byNode.includes(step) ? 'skipped' : 'pass')]));
const verdict = results => (Object.values(results).includes('fail') ? 'invalid' : Object.values(results).includes('inconclusive') ? 'inconclusive' : 'valid');

const files = new Map(), cases = [], good = await valid();
for (const [name, what, proof, differing = {}] of [...good, ...await broken()]) {
  files.set(`${name}.json`, typeof proof === 'string' || Buffer.isBuffer(proof) ? Buffer.from(proof) : Buffer.from(JSON.stringify(proof, null, 2) + '\n'));
  cases.push({ file: `${name}.json`, what, verdict: verdict(expected(name, differing)), steps: expected(name, differing) });
}
const lines = list => '[\n' + list.map(item => '  ' + JSON.stringify(item)).join(',\n') + '\n]';
files.set('cases.json', Buffer.from(`{ "registry": "${domain.chainId}:${domain.verifyingContract}", "offline": true, "cases": ${lines(cases)} }\n`));
files.set('refused.json', Buffer.from(lines(refused(good[0][2])) + '\n'));

const here = new URL('./', import.meta.url), check = process.argv.includes('--check');
const stored = readdirSync(here).filter(name => name.endsWith('.json'));
const stray = stored.filter(name => !files.has(name));
const differ = [...files].filter(([name, bytes]) => !stored.includes(name) || !readFileSync(new URL(name, here)).equals(bytes)).map(([name]) => name);
if (check) for (const name of [...differ, ...stray]) console.error(`${name} is not what make.mjs makes.`);
else {
  for (const name of stray) rmSync(new URL(name, here));
  for (const name of differ) writeFileSync(new URL(name, here), files.get(name));
}
console.log(`${files.size - 2} proof files, ${check ? `${differ.length + stray.length} differ` : `${differ.length} written`}`);
process.exit(check && differ.length + stray.length > 0 ? 1 : 0);
