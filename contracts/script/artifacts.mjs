// Writes contracts/abi/*.json from a build, or with --check proves that the committed files are what the source gives.
// npm ci && node script/artifacts.mjs [--check]
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const pinned = join(root, 'node_modules/.bin/forge');
const forge = existsSync(pinned) ? pinned : 'forge';
const check = process.argv.includes('--check');

// Folders of its own, so that the caches of `forge test` stay warm.
const args = ['build', '--force', '--skip', 'test', '--skip', 'script', '--out', 'cache/artifacts', '--cache-path', 'cache/artifacts-cache'];
execFileSync(forge, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });

let differing = 0;
for (const contractName of ['AttestationRegistry', 'RewardDistributor', 'CivicReputation']) {
  const built = JSON.parse(readFileSync(join(root, `cache/artifacts/${contractName}.sol/${contractName}.json`), 'utf8'));
  const { compiler, settings } = built.metadata;
  const artifact = {
    contractName,
    abi: built.abi,
    bytecode: built.bytecode.object,
    deployedBytecode: built.deployedBytecode.object,
    // Byte ranges of the deployed code that the constructor fills in; a comparison with a chain masks them.
    immutableReferences: Object.values(built.deployedBytecode.immutableReferences ?? {})
      .flat()
      .sort((a, b) => a.start - b.start)
      .map(({ start, length }) => ({ start, length })),
    compiler: {
      name: 'solc',
      version: compiler.version.replace('.Emscripten.clang', ''),
      evmVersion: settings.evmVersion,
      viaIR: settings.viaIR ?? false,
      optimizerRuns: settings.optimizer.runs,
    },
  };
  const file = join(root, `abi/${contractName}.json`);
  const text = `${JSON.stringify(artifact, null, 2)}\n`;
  if (!check) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    differing++;
    console.error(`contracts/abi/${contractName}.json is not what contracts/src gives. Run: node contracts/script/artifacts.mjs`);
  }
}
if (check && differing === 0) console.log('contracts/abi: 3 artifacts reproduced');
process.exitCode = differing === 0 ? 0 : 1;
