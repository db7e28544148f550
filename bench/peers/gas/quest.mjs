// Signed quests with proofs of 16 hashes, as protocol §4 and §6 define them.
import { concat, encodeAbiParameters, hexToBigInt, keccak256, stringToHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';

const fields = (text) => text.split(',').map((field) => ({ type: field.split(' ')[0], name: field.split(' ')[1] }));
const types = {
  CreatorAttestation: fields('string quest,string outcome,bytes16 questId,address creator,address performer,bytes32 workHash,uint32 xp,uint32 reputation,uint64 deadline'),
  PerformerAttestation: fields('string quest,bytes16 questId,address creator,address performer,bytes32 workHash,uint64 deadline'),
};
const LEAF = ['bytes16', 'address', 'address', 'bytes32', 'uint32', 'uint32', 'uint64', 'bytes32'].map((type) => ({ type }));
const TITLE = 'Plant three young oaks';
const DEADLINE = 1_792_592_000n;

export const hashOf = (text) => keccak256(stringToHex(text));
export const member = (name) => privateKeyToAccount(hashOf(name));
export const pair = (a, b) => keccak256(concat(hexToBigInt(a) < hexToBigInt(b) ? [a, b] : [b, a]));

/** Climbs `depth` siblings up from a node. */
export function climb(node, depth, seed) {
  const proof = Array.from({ length: depth }, (_, i) => hashOf(`${seed} sibling ${i}`));
  return { root: proof.reduce(pair, node), proof };
}

/** The perfect tree over 2^n nodes: its root and the proof of each. */
export function perfectTree(leaves) {
  const proofs = leaves.map(() => []);
  let level = leaves;
  for (let height = 0; level.length > 1; height++) {
    proofs.forEach((proof, i) => proof.push(level[(i >> height) ^ 1]));
    level = Array.from({ length: level.length / 2 }, (_, i) => pair(level[2 * i], level[2 * i + 1]));
  }
  return { root: level[0], proofs };
}

export async function signedQuest(registry, id, creator, performer) {
  const domain = { name: 'CivicForge', version: '1', chainId: 31337, verifyingContract: registry };
  const about = { questId: hashOf(`quest ${id}`).slice(0, 34), creator: creator.address, performer: performer.address, workHash: hashOf(`work ${id}`) };
  const sign = (who, primaryType, message) => who.signTypedData({ domain, types: { [primaryType]: types[primaryType] }, primaryType, message });
  const creatorSignature = await sign(creator, 'CreatorAttestation', { quest: TITLE, outcome: 'done', ...about, xp: 100, reputation: 10, deadline: DEADLINE });
  const performerSignature = await sign(performer, 'PerformerAttestation', { quest: TITLE, ...about, deadline: DEADLINE });
  const signaturesHash = keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'bytes32' }], [keccak256(creatorSignature), keccak256(performerSignature)]));
  const completed = { ...about, xp: 100, reputation: 10, completedAt: 1_790_000_000n, signaturesHash };
  return {
    completed,
    terms: { titleHash: hashOf(TITLE), exceptional: false, creatorDeadline: DEADLINE, performerDeadline: DEADLINE, creatorSignature, performerSignature },
    leaf: keccak256(keccak256(encodeAbiParameters(LEAF, Object.values(completed)))),
  };
}
