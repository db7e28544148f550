// Verifies the core of a proof file without any code of CivicForge:
//   npm install viem @openzeppelin/merkle-tree && node verify-with-viem.mjs proof.json [RPC-URL]
import { readFileSync } from 'node:fs';
import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { createPublicClient, encodeAbiParameters, http, keccak256, parseAbi, verifyTypedData } from 'viem';

const { domain, quest, completed, leaf, merkle, creatorAttestation, performerAttestation } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const fields = text => text.split(',').map(field => ({ type: field.split(' ')[0], name: field.split(' ')[1] }));
const types = {
  CreatorAttestation: fields('string quest,string outcome,bytes16 questId,address creator,address performer,bytes32 workHash,uint32 xp,uint32 reputation,uint64 deadline'),
  PerformerAttestation: fields('string quest,bytes16 questId,address creator,address performer,bytes32 workHash,uint64 deadline'),
};
// What must have been signed comes from `completed` and `quest`; of the message only the deadline.
const expected = { ...completed, quest: quest.title, outcome: quest.outcome, questId: '0x' + completed.questId.replaceAll('-', '') };
const signed = (address, primaryType, { message, signature }) => verifyTypedData({
  address, domain, types, primaryType, signature,
  message: Object.fromEntries(types[primaryType].map(({ name }) => [name, name === 'deadline' ? message.deadline : expected[name]])),
});
const pair = [creatorAttestation, performerAttestation].map(attestation => keccak256(attestation.signature));
const value = [expected.questId, ...['creator', 'performer', 'workHash', 'xp', 'reputation', 'completedAt', 'signaturesHash'].map(name => completed[name])];
const checks = {
  'two wallets': completed.creator !== completed.performer,
  'creator signed': await signed(completed.creator, 'CreatorAttestation', creatorAttestation),
  'performer signed': await signed(completed.performer, 'PerformerAttestation', performerAttestation),
  'leaf commits to both signatures': completed.signaturesHash === keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'bytes32' }], pair)),
  'leaf is in the batch': StandardMerkleTree.verify(merkle.root, leaf.encoding, value, merkle.proof),
};
if (process.argv[3]) {
  const client = createPublicClient({ transport: http(process.argv[3]) });
  checks['batch is on chain, final'] = (await client.getChainId()) === domain.chainId && merkle.root === await client.readContract({
    address: domain.verifyingContract, abi: parseAbi(['function rootOf(uint64) view returns (bytes32)']), functionName: 'rootOf', args: [BigInt(merkle.batchId)], blockTag: 'finalized',
  });
}
for (const [name, passed] of Object.entries(checks)) console.log(passed ? 'pass' : 'FAIL', name);
process.exit(Object.values(checks).every(Boolean) ? 0 : 1);
