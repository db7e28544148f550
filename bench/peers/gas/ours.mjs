// CivicForge's own contracts, from the committed artifacts.
import { readFileSync } from 'node:fs';
import { account, repository } from './chain.mjs';
import { climb, hashOf, member, perfectTree, signedQuest } from './quest.mjs';

const DEPTH = 16;
const artifact = (name) => JSON.parse(readFileSync(`${repository}contracts/abi/${name}.json`, 'utf8'));

export async function measureOurs(chain) {
  const registry = await chain.deploy(artifact('AttestationRegistry'), [account(0).address, account(1).address, account(4).address, account(9).address]);
  const distributor = await chain.deploy(artifact('RewardDistributor'), [registry.address, 1500, 100]);
  const creator = member('creator');
  let batches = 0n;
  const anchor = (root, leafCount) => chain.send(registry, 'anchor', [++batches, root, leafCount], 1);

  const quest = async (id, performer) => {
    const { completed, terms, leaf } = await signedQuest(registry.address, id, creator, member(performer));
    const { root, proof } = climb(leaf, DEPTH, id);
    await anchor(root, 65_536);
    return [batches, completed, proof, terms];
  };
  const many = async (label) => {
    const quests = await Promise.all(Array.from({ length: 32 }, (_, i) => signedQuest(registry.address, `${label} ${i}`, creator, member(`of many ${i}`))));
    const tree = perfectTree(quests.map((q) => q.leaf));
    const above = climb(tree.root, DEPTH - 5, label);
    await anchor(above.root, 65_536);
    const claims = quests.slice(0, 20).map((q, i) => ({ batchId: batches, completed: q.completed, proof: [...tree.proofs[i], ...above.proof], terms: q.terms }));
    return (await chain.send(distributor, 'claimMany', [claims])).gas / claims.length;
  };

  await anchor(hashOf('first'), 1000);
  const anchored = (await anchor(hashOf('second'), 1000)).gas;
  await chain.send(distributor, 'claim', await quest('warm-up', 'somebody'));
  const calls = { first: await quest('first', 'performer'), second: await quest('second', 'performer') };
  return {
    calls,
    anchor: anchored,
    claimNew: (await chain.send(distributor, 'claim', calls.first)).gas,
    claimKnown: (await chain.send(distributor, 'claim', calls.second)).gas,
    manyNew: await many('many'),
    manyKnown: await many('many again'),
  };
}
