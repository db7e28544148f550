// Uniswap's merkle-distributor: pays a token for a proof of 16 hashes. It checks no signature.
import { createRequire } from 'node:module';
import { encodePacked, keccak256 } from 'viem';
import { climb, member, pair } from './quest.mjs';

const require = createRequire(import.meta.url);
const artifact = (name) => require(`@uniswap/merkle-distributor/build/${name}.json`);
const leafOf = ({ index, account, amount }) => keccak256(encodePacked(['uint256', 'address', 'uint256'], [index, account, amount]));

export async function measureUniswap(chain) {
  const token = await chain.deploy(artifact('TestERC20'), ['Token', 'TKN', 1_000_000n]);
  // Two claims next to each other: the second finds the word of the bitmap written, as 255 of 256 do.
  const claims = ['uniswap first', 'uniswap second'].map((name, i) => ({ index: BigInt(i), account: member(name).address, amount: 10n }));
  const [first, second] = claims.map(leafOf);
  const { root, proof } = climb(pair(first, second), 15, 'uniswap');
  const pay = async (known) => {
    const distributor = await chain.deploy(artifact('MerkleDistributor'), [token.address, root]);
    await chain.send(token, 'transfer', [distributor.address, 100n]);
    if (known) await chain.send(token, 'transfer', [claims[1].account, 1n]);
    const claim = (i, other) => chain.send(distributor, 'claim', [claims[i].index, claims[i].account, claims[i].amount, [other, ...proof]]);
    await claim(0, second);
    return (await claim(1, first)).gas;
  };
  return { claimNew: await pay(false), claimKnown: await pay(true) };
}
