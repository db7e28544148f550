// Builds proof files of protocol v1 with viem and OpenZeppelin merkle-tree alone: nothing here knows CivicForge's own code.
import { StandardMerkleTree, SimpleMerkleTree } from '@openzeppelin/merkle-tree';
import { concat, encodeAbiParameters, hashTypedData, keccak256, toBytes } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';

const account = index => mnemonicToAccount('test test test test test test test test test test test junk', { addressIndex: index });
export const creator = account(2), performer = account(3), stranger = account(4);

export const domain = { name: 'CivicForge', version: '1', chainId: 31337, verifyingContract: '0x5FbDB2315678afecb367f032d93F642f64180aa3' };
const fields = text => text.split(',').map(field => { const [type, name] = field.split(' '); return { name, type }; });
export const types = {
  CreatorAttestation: fields('string quest,string outcome,bytes16 questId,address creator,address performer,bytes32 workHash,uint32 xp,uint32 reputation,uint64 deadline'),
  PerformerAttestation: fields('string quest,bytes16 questId,address creator,address performer,bytes32 workHash,uint64 deadline'),
};
export const encoding = ['bytes16', 'address', 'address', 'bytes32', 'uint32', 'uint32', 'uint64', 'bytes32'];

export const fill = (byte, length = 32) => '0x' + byte.repeat(length);
const abi = list => list.map(type => ({ type }));
const big = values => values.map(value => (typeof value === 'number' ? BigInt(value) : value));
export const hashText = text => keccak256(toBytes(text));
export const hashWork = c => keccak256(encodeAbiParameters(abi(['bytes32', 'string', 'string', 'string', 'string', 'bytes32[]']),
  [c.salt, c.title, c.description, c.exceptionalCriteria, c.submission, c.evidence]));
export const hashSignatures = (a, b) => keccak256(encodeAbiParameters(abi(['bytes32', 'bytes32']), [keccak256(a), keccak256(b)]));
export const innerHash = value => keccak256(encodeAbiParameters(abi(encoding), big(value)));
export const hashLeaf = value => keccak256(innerHash(value));

export const content = {
  salt: fill('5a'), title: 'Bäume pflanzen – 3 young oaks 🌳', description: 'Dig, plant and water three young oaks\nin the community garden.',
  exceptionalCriteria: 'Mulched and staked as well.', submission: 'All three are planted, watered and staked.', evidence: [fill('11'), fill('22')],
};

export const sign = (who, primaryType, message, over = domain) => who.signTypedData({ domain: over, types: { [primaryType]: types[primaryType] }, primaryType, message });
export const digest = (primaryType, message, over = domain) => hashTypedData({ domain: over, types: { [primaryType]: types[primaryType] }, primaryType, message });

/** Folds a leaf with siblings as a commutative keccak256 tree does; for proofs deeper than a tree that is worth building. */
export const fold = (leaf, siblings) => siblings.reduce((a, b) => keccak256(a < b ? concat([a, b]) : concat([b, a])), leaf);

/**
 * A proof file that is right in every member, from `given` on. What `given` names is changed *before* signing, hashing and building the tree, so that a broken
 * file is broken in that one way only. `sign*` replace how a signature is made: (message, signatures so far) => bytes.
 */
export async function proof(given = {}) {
  const g = { domain, content, title: content.title, outcome: 'exceptional', questId: '01950c3e-7a2b-7c4d-8e5f-0123456789ab', creator, performer, xp: 151, reputation: 10,
    completedAt: 1790000000, creatorDeadline: 1792592000, performerDeadline: 1792592000, others: 2, ...given };
  const workHash = g.workHash ?? hashWork(g.content ?? content), bytes16 = '0x' + g.questId.replaceAll('-', '');
  const parties = { questId: bytes16, creator: g.creator.address, performer: g.performer.address, workHash };
  const creatorMessage = { quest: g.title, outcome: g.outcome, ...parties, xp: g.xp, reputation: g.reputation, deadline: g.creatorDeadline };
  const performerMessage = { quest: g.title, ...parties, deadline: g.performerDeadline };
  const creatorSignature = await (g.signCreator ?? (m => sign(g.creator, 'CreatorAttestation', m, g.domain)))(creatorMessage);
  const performerSignature = await (g.signPerformer ?? (m => sign(g.performer, 'PerformerAttestation', m, g.domain)))(performerMessage);
  const signaturesHash = g.signaturesHash ?? hashSignatures(creatorSignature, performerSignature);
  const value = [bytes16, g.creator.address, g.performer.address, workHash, g.xp, g.reputation, g.completedAt, signaturesHash];
  const hash = g.leafHash?.(value) ?? hashLeaf(value);
  const merkle = g.siblings ? { root: fold(hash, g.siblings), leafCount: 2 ** Math.min(16, g.siblings.length), leafIndex: 0, proof: g.siblings } : tree(value, hash, g);
  return structuredClone({
    format: 'civicforge.proof/v1',
    domain: g.domain,
    quest: { id: g.questId, title: g.title, titleHash: hashText(g.title), outcome: g.outcome },
    completed: { questId: g.questId, creator: g.creator.address, performer: g.performer.address, workHash, xp: g.xp, reputation: g.reputation, completedAt: g.completedAt, signaturesHash },
    creatorAttestation: { message: creatorMessage, signature: creatorSignature, kind: g.creatorKind ?? 'ecdsa' },
    performerAttestation: { message: performerMessage, signature: performerSignature, kind: g.performerKind ?? 'ecdsa', ...(g.performerValidAt && { validAt: g.performerValidAt }) },
    leaf: { encoding, value, hash },
    merkle: { batchId: 1, ...merkle },
    anchor: { chainId: g.domain.chainId, contract: g.domain.verifyingContract, transactionHash: fill('7a'), blockNumber: 20, blockHash: fill('b1'), logIndex: 0, finality: 'finalized' },
    ...(g.content && { content: g.content }),
  });
}

function tree(value, hash, g) {
  if (g.leafHash) {
    const simple = SimpleMerkleTree.of([hash, fill('01'), fill('02')]);
    return { root: simple.root, leafCount: 3, leafIndex: 0, proof: simple.getProof(0) };
  }
  const others = Array.from({ length: g.others }, (_, i) => value.with(6, value[6] - 1 - i));
  const built = StandardMerkleTree.of([...others, value].map(big), encoding), index = others.length;
  if (!StandardMerkleTree.verify(built.root, encoding, big(value), built.getProof(index)) || built.leafHash(big(value)) !== hash) throw new Error('OpenZeppelin and viem disagree.');
  return { root: built.root, leafCount: index + 1, leafIndex: index, proof: built.getProof(index) };
}
