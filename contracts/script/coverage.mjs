// Fails when less than 95 % of the lines of src/ run under the tests. node script/coverage.mjs
// The gas tests are left out: coverage builds without the optimizer.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LEAST = 95;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const pinned = join(root, 'node_modules/.bin/forge');
const forge = existsSync(pinned) ? pinned : 'forge';
const report = join(root, 'cache/lcov.info');
const args = ['coverage', '--no-match-contract', 'GasTest', '--no-match-coverage', '^test/', '--report', 'lcov', '--report-file', report];
execFileSync(forge, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });

const sum = (prefix) => readFileSync(report, 'utf8').split('\n').filter((line) => line.startsWith(prefix)).reduce((n, line) => n + Number(line.slice(prefix.length)), 0);
const [lines, branches] = [['LH:', 'LF:'], ['BRH:', 'BRF:']].map(([hit, found]) => ({ hit: sum(hit), found: sum(found) }));
const percent = ({ hit, found }) => (found === 0 ? 0 : (100 * hit) / found);
console.log(`contracts: ${lines.hit} of ${lines.found} lines (${percent(lines).toFixed(1)} %), ${branches.hit} of ${branches.found} branches`);
if (percent(lines) < LEAST) {
  console.error(`At least ${LEAST} % of the lines must run. See: forge coverage --no-match-contract GasTest --report debug`);
  process.exitCode = 1;
}
