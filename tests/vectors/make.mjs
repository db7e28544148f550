// Writes every golden vector beside it; `node make.mjs --check` writes nothing and fails when a file would change.
import { readFileSync, writeFileSync } from 'node:fs';
import { rows } from './make/check.mjs';

const topics = ['keccak', 'eip712', 'protocol', 'trees', 'signatures', 'abi', 'rlp', 'transactions', 'addresses', 'siwe', 'texts'];
const only = process.argv.slice(2).filter(a => !a.startsWith('--'));
let changed = 0;
for (const topic of topics.filter(t => only.length === 0 || only.includes(t))) {
  const { make } = await import(`./make/${topic}.mjs`);
  for (const [name, content] of Object.entries(await make())) {
    const file = new URL(`./${name}.json`, import.meta.url), text = rows(content);
    if (!process.argv.includes('--check')) { writeFileSync(file, text); console.log(`${name}.json ${text.length} bytes`); continue; }
    const stored = (() => { try { return readFileSync(file, 'utf8'); } catch { return ''; } })();
    if (stored !== text) { changed++; console.error(`${name}.json differs from what the libraries say`); }
  }
}
process.exit(changed === 0 ? 0 : 1);
