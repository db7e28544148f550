// Gas of CivicForge's contracts beside what a user would run instead, every call a transaction on the same anvil.
// Answers the suite `gas` of CivicForge.Benchmarks, which writes bench/results/gas.json; node gas.mjs --table prints it alone.
// The empty package in the place of hardhat is right: EAS names it as a dependency and needs it for its own builds only.
import { startChain } from './chain.mjs';
import { measureEas } from './eas.mjs';
import { measureLimits } from './limits.mjs';
import { measureOurs } from './ours.mjs';
import { measureUniswap } from './uniswap.mjs';
import { measureVerax } from './verax.mjs';

const round = (value, digits = 0) => Number(value.toFixed(digits));
function row(name, ours, most, limit, peers) {
  const best = Math.min(...Object.values(peers));
  return {
    goal: 'P4',
    name: most === null ? name : `${name}, at most ${most.toLocaleString('en')}`,
    unit: 'gas',
    ours: round(ours, 1),
    limit: limit === null ? null : round(limit, 1),
    peers: Object.fromEntries(Object.entries(peers).map(([peer, gas]) => [peer, round(gas, 1)])),
    ratioToLimit: limit === null ? null : round(ours / limit, 3),
    ratioToBestPeer: Number.isFinite(best) ? round(best / ours, 3) : null,
    met: most === null ? null : ours <= most,
    spread: [round(ours, 1), round(ours, 1)],
  };
}

function print(rows) {
  const text = (value) => value.toLocaleString('en');
  for (const r of rows) {
    console.log(`${r.goal}  ${r.name}: ${text(r.ours)} gas${r.met === null ? '' : r.met ? ', met' : ', NOT met'}${r.limit === null ? '' : `; least possible ${text(r.limit)} (× ${r.ratioToLimit})`}`);
    for (const [peer, gas] of Object.entries(r.peers)) console.log(`      ${peer}: ${text(gas)} (× ${round(gas / r.ours, 2)})`);
  }
}

const chain = await startChain();
try {
  const { calls, ...ours } = await measureOurs(chain);
  const limits = await measureLimits(chain, calls);
  const eas = await measureEas(chain);
  const verax = await measureVerax(chain);
  const uniswap = await measureUniswap(chain);
  const attesting = { 'EAS attest': eas.attest, 'EAS multiAttest of 100': eas.multiAttest, 'Verax attest': verax.attest };
  const uniswapClaim = (gas) => ({ 'Uniswap merkle-distributor, no signature checked': gas });
  const rows = [
    row('anchor a batch of any size, second and later', ours.anchor, 54_500, limits.anchor, { 'EAS timestamp': eas.timestamp }),
    row('one attestation: its share of a batch of 1,000, beside one stored on chain by itself', ours.anchor / 1000, null, limits.anchor / 1000, attesting),
    row('claim at depth 16 with both signatures, new member', ours.claimNew, 122_000, limits.claimNew, uniswapClaim(uniswap.claimNew)),
    row('claim at depth 16 with both signatures, known member', ours.claimKnown, 105_000, limits.claimKnown, uniswapClaim(uniswap.claimKnown)),
    row('claimMany of 20 at depth 16, new members, each', ours.manyNew, 90_000, null, uniswapClaim(uniswap.claimNew)),
    row('claimMany of 20 at depth 16, known members, each', ours.manyKnown, 73_000, null, uniswapClaim(uniswap.claimKnown)),
  ];
  if (process.argv.includes('--table')) print(rows);
  else console.log(JSON.stringify({ nanoseconds: 0, result: JSON.stringify(rows) }));
} finally {
  chain.stop();
}
