// The least that the same calls can cost, from Limits.sol built as our contracts are.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { repository } from './chain.mjs';
import { hashOf } from './quest.mjs';

function build() {
  const solc = createRequire(`${repository}contracts/package.json`)('solc');
  const input = {
    language: 'Solidity',
    sources: { 'Limits.sol': { content: readFileSync(new URL('Limits.sol', import.meta.url), 'utf8') }, 'contracts/src/Attestations.sol': { content: readFileSync(`${repository}contracts/src/Attestations.sol`, 'utf8') } },
    settings: { viaIR: true, evmVersion: 'prague', optimizer: { enabled: true, runs: 1_000_000 }, outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } } },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  const errors = (output.errors ?? []).filter((e) => e.severity === 'error');
  if (errors.length > 0) throw new Error(errors.map((e) => e.formattedMessage).join('\n'));
  return Object.fromEntries(Object.entries(output.contracts['Limits.sol']).map(([name, c]) => [name, { abi: c.abi, bytecode: c.evm.bytecode.object }]));
}

/** `calls` are those that ours were measured with. */
export async function measureLimits(chain, calls) {
  const built = build();
  const anchor = await chain.deploy(built.LeastAnchor);
  const claim = await chain.deploy(built.LeastClaim);
  await chain.send(anchor, 'anchor', [1n, hashOf('first'), 1000]);
  const totals = structuredClone(calls.first);
  totals[1] = { ...totals[1], questId: `0x${'00'.repeat(16)}`, performer: `0x${'01'.repeat(20)}` };
  await chain.send(claim, 'claim', totals);
  return {
    anchor: (await chain.send(anchor, 'anchor', [2n, hashOf('second'), 1000])).gas,
    claimNew: (await chain.send(claim, 'claim', calls.first)).gas,
    claimKnown: (await chain.send(claim, 'claim', calls.second)).gas,
  };
}
