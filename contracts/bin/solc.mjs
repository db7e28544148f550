// Answers the two calls that forge makes to a compiler, with npm's solc: `--version`, and `--standard-json` from stdin.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import solc from 'solc';

const args = process.argv.slice(2);
const after = (flag) => args.flatMap((arg, i) => (arg === flag ? [args[i + 1]] : []));

if (args.includes('--version')) {
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${solc.version().replace('.Emscripten.clang', '')}`);
} else if (args.includes('--standard-json')) {
  const base = after('--base-path')[0] ?? '.';
  const read = (path) => {
    for (const root of [base, ...after('--include-path')]) {
      try {
        return { contents: readFileSync(resolve(root, path), 'utf8') };
      } catch (error) {
        if (error.code !== 'ENOENT') return { error: error.message };
      }
    }
    return { error: `${path} is in none of ${[base, ...after('--include-path')].join(', ')}` };
  };
  process.stdout.write(solc.compile(readFileSync(0, 'utf8'), { import: read }));
} else {
  console.error(`bin/solc knows --version and --standard-json, not: ${args.join(' ')}`);
  process.exitCode = 64;
}
