// Files that are broken in exactly one way, named after the step that finds it. A case: [name, what is broken, proof or bytes, steps that differ from pass].
import { content, creator, domain, fill, hashLeaf, hashSignatures, hashText, innerHash, performer, proof, sign, stranger } from './proof.mjs';
import { compact, counterfactual, highS, lowV, rAtOrder, withV, wrapped6492, zeroR } from './signatures.mjs';

const fails = (...steps) => Object.fromEntries(steps.map(step => [step, 'fail']));
const unclear = (...steps) => Object.fromEntries(steps.map(step => [step, 'inconclusive']));
const change = async (given, edit) => { const p = await proof(given); edit(p); return p; };
const text = async edit => edit(JSON.stringify(await proof(), null, 2));
const elsewhere = { ...domain, verifyingContract: '0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0' }, mainnet = { ...domain, chainId: 1 };
const creatorSigns = (who, alter = m => m, over = domain) => ({ signCreator: m => sign(who, 'CreatorAttestation', alter(m), over) });
const performerSigns = (who, alter = m => m, over = domain) => ({ signPerformer: m => sign(who, 'PerformerAttestation', alter(m), over) });
const bentCreator = bend => ({ signCreator: async m => bend(await sign(creator, 'CreatorAttestation', m)) });
const wallet = { kind: 'erc1271', validAt: { blockNumber: 12, blockHash: fill('c0') } };

export const broken = async () => [...await format(), ...await domains(), ...await signatures(), ...await contractSignatures(), ...await hashes()];

const format = async () => [
  ['format-empty', 'no bytes at all', ''],
  ['format-truncated', 'the last byte is missing', await text(t => t.slice(0, -1))],
  ['format-two-values', 'a second JSON value follows', await text(t => t + '{}')],
  ['format-array', 'the proof inside an array', await text(t => `[${t}]`)],
  ['format-null', 'the JSON value null', 'null'],
  ['format-comment', 'a comment', await text(t => '// proof\n' + t)],
  ['format-trailing-comma', 'a comma too many', await text(t => t.replace(/\n}$/, ',\n}'))],
  ['format-not-utf8', 'a byte that is not UTF-8', await text(t => Buffer.from(t.replace('Dig,', 'Dig\u00ff'), 'latin1'))],
  ['format-lone-surrogate', 'half a surrogate pair, escaped, in a text', await text(t => t.replace('Dig,', 'Dig\\ud83c'))],
  ['format-duplicate-member', 'completed.xp twice, with different values', await text(t => t.replace('"reputation": 10,\n    "completedAt"', '"xp": 1,\n    "reputation": 10,\n    "completedAt"'))],
  ['format-duplicate-escaped', 'completed.xp twice, once escaped', await text(t => t.replace('"reputation": 10,\n    "completedAt"', '"\\u0078p": 151,\n    "reputation": 10,\n    "completedAt"'))],
  ['format-duplicate-unknown', 'an unknown member twice', await text(t => t.replace('{', '{ "x": 1, "x": 1,'))],
  ['format-deep', 'an unknown member 100 arrays deep', await text(t => t.replace('{', `{ "x": ${'['.repeat(100)}${']'.repeat(100)},`))],
  ['format-unknown', 'another version of the format', await change({}, p => { p.format = 'civicforge.proof/v2'; })],
  ['format-number-exponent', 'an integer written as 1.51e2', await text(t => t.replace('"xp": 151,\n    "reputation": 10,\n    "completedAt"', '"xp": 1.51e2,\n    "reputation": 10,\n    "completedAt"'))],
  ['format-number-too-large', 'deadline 2^53', await text(t => t.replaceAll('1792592000', '9007199254740992'))],
  ['format-quest-id', 'quest.id is another quest than completed.questId', await change({}, p => { p.quest.id = '01950c3e-7a2b-7c4d-8e5f-0123456789ac'; })],
  ['format-title-hash', 'titleHash is not the hash of the title', await change({}, p => { p.quest.titleHash = hashText('Something else'); })],
  ['format-anchor-chain', 'anchored on another chain than signed for', await change({}, p => { p.anchor.chainId = 1; })],
  ['format-anchor-contract', 'anchored in another contract than signed for', await change({}, p => { p.anchor.contract = elsewhere.verifyingContract; })],
];

const domains = async () => [
  ['domain-name', 'signed for another application', await proof({ domain: { ...domain, name: 'CivicForge2' } }), fails('domain')],
  ['domain-version', 'signed for version 2', await proof({ domain: { ...domain, version: '2' } }), fails('domain')],
  ['domain-unknown-contract', 'right in itself, for a contract that the verifier was not told to trust', await proof({ domain: elsewhere }), unclear('domain')],
  ['domain-unknown-chain', 'right in itself, for a chain that the verifier was not told to trust', await proof({ domain: mainnet }), unclear('domain')],
];

const signatures = async () => [
  ['creator-signature-stranger', 'signed by a third wallet', await proof(creatorSigns(stranger)), fails('creator-signature')],
  ['performer-signature-stranger', 'signed by a third wallet', await proof(performerSigns(stranger)), fails('performer-signature')],
  ['creator-signature-role-swap', 'the creator signed the performer\'s statement', await proof({ signCreator: m => sign(creator, 'PerformerAttestation', m) }), fails('creator-signature')],
  ['performer-signature-role-swap', 'the performer signed the creator\'s statement', await proof({ signPerformer: m => sign(performer, 'CreatorAttestation', { ...m, outcome: 'exceptional', xp: 151, reputation: 10 }) }), fails('performer-signature')],
  ['creator-signature-wrong-chain', 'signed for chain 1', await proof(creatorSigns(creator, m => m, mainnet)), fails('creator-signature')],
  ['performer-signature-wrong-contract', 'signed for another contract', await proof(performerSigns(performer, m => m, elsewhere)), fails('performer-signature')],
  ['creator-signature-other-quest', 'signed for another quest', await proof(creatorSigns(creator, m => ({ ...m, questId: fill('01', 16) }))), fails('creator-signature')],
  ['creator-signature-other-outcome', 'signed as done, shown as exceptional', await proof(creatorSigns(creator, m => ({ ...m, outcome: 'done' }))), fails('creator-signature')],
  ['creator-signature-other-xp', 'signed for 101 xp', await proof(creatorSigns(creator, m => ({ ...m, xp: 101 }))), fails('creator-signature')],
  ['performer-signature-other-work', 'signed for other work', await proof(performerSigns(performer, m => ({ ...m, workHash: fill('ab') }))), fails('performer-signature')],
  ['creator-signature-other-title', 'signed under another title', await proof(creatorSigns(creator, m => ({ ...m, quest: 'Plant one oak' }))), fails('creator-signature')],
  ['creator-signature-message-deadline', 'message.deadline is not the one that was signed', await change({}, p => { p.creatorAttestation.message.deadline++; }), fails('creator-signature')],
  ['creator-signature-message-xp', 'message.xp differs from completed.xp', await change({}, p => { p.creatorAttestation.message.xp = 101; }), fails('creator-signature')],
  ['creator-signature-message-outcome', 'message.outcome differs from quest.outcome', await change({}, p => { p.creatorAttestation.message.outcome = 'done'; }), fails('creator-signature')],
  ['performer-signature-message-title', 'message.quest has another hash than titleHash', await change({}, p => { p.performerAttestation.message.quest = 'Plant one oak'; }), fails('performer-signature')],
  ['performer-signature-message-work', 'message.workHash differs from completed.workHash', await change({}, p => { p.performerAttestation.message.workHash = fill('ab'); }), fails('performer-signature')],
  ['creator-signature-high-s', 'malleable: s above half the order', await proof(bentCreator(highS)), fails('creator-signature')],
  ['creator-signature-v29', 'v is 29', await proof(bentCreator(s => withV(s, '0x1d'))), fails('creator-signature')],
  ['creator-signature-zero-r', 'r is zero', await proof(bentCreator(zeroR)), fails('creator-signature')],
  ['creator-signature-r-at-order', 'r is the order of the curve', await proof(bentCreator(rAtOrder)), fails('creator-signature')],
  ['creator-signature-short', '63 bytes', await proof(bentCreator(s => s.slice(0, 2 + 126))), fails('creator-signature')],
  ['creator-signature-empty', 'no bytes, kind ecdsa', await proof(bentCreator(() => '0x')), fails('creator-signature')],
  ['creator-signature-kind', 'a wallet signature that calls itself erc1271', await change({}, p => { Object.assign(p.creatorAttestation, wallet); }), fails('creator-signature')],
  ['creator-signature-swapped', 'the two signatures have changed places', await change({}, p => {
    const [c, f] = [p.creatorAttestation, p.performerAttestation]; [c.signature, f.signature] = [f.signature, c.signature];
  }), fails('creator-signature', 'performer-signature', 'signatures-hash')],
];

const contract = (kind, bytes) => ({ signPerformer: async m => bytes ?? wrapped6492(await sign(stranger, 'PerformerAttestation', m)), performerKind: kind, performerValidAt: wallet.validAt });
const contractSignatures = async () => [
  ['performer-signature-erc1271', 'a contract wallet: needs a node', await proof(contract('erc1271', fill('ab', 97))), unclear('performer-signature')],
  ['performer-signature-erc1271-empty', 'a contract wallet with an empty signature: needs a node', await proof(contract('erc1271', '0x')), unclear('performer-signature')],
  ['performer-signature-erc6492', 'a contract wallet that was not deployed yet: needs a node', await proof({ ...contract('erc6492'), performer: { address: counterfactual } }), unclear('performer-signature')],
  ['performer-signature-erc6492-kind', 'an ERC-6492 signature that calls itself erc1271', await proof(contract('erc1271')), fails('performer-signature')],
  ['performer-signature-erc1271-kind', 'no ERC-6492 suffix, calls itself erc6492', await proof(contract('erc6492', fill('ab', 97))), fails('performer-signature')],
  ['performer-signature-too-long', 'a contract signature of 16,385 bytes', await proof(contract('erc1271', fill('ab', 16385))), fails('performer-signature')],
  ['format-valid-at', 'a contract signature without the block at which it was valid', await change(contract('erc1271', fill('ab', 97)), p => { delete p.performerAttestation.validAt; })],
];

const hashes = async () => [
  ['roles-same', 'creator and performer are one wallet', await proof({ performer: creator }), fails('roles')],
  ['deadlines-passed', 'completed one second after both deadlines', await proof({ creatorDeadline: 1789999999, performerDeadline: 1789999998 }), fails('deadlines')],
  ['work-hash-text', 'one letter of the submission is different', await change({}, p => { p.content = { ...content, submission: content.submission.replace('three', 'thrae') }; }), fails('work-hash')],
  ['work-hash-salt', 'another salt', await change({}, p => { p.content = { ...content, salt: fill('5b') }; }), fails('work-hash')],
  ['work-hash-evidence', 'the evidence in another order', await change({}, p => { p.content = { ...content, evidence: content.evidence.toReversed() }; }), fails('work-hash')],
  ['work-hash-newline', 'a line feed became carriage return and line feed', await change({}, p => { p.content = { ...content, description: content.description.replace('\n', '\r\n') }; }), fails('work-hash')],
  ['signatures-hash', 'the anchored hash is not that of these signatures', await proof({ signaturesHash: fill('ab') }), fails('signatures-hash')],
  ['signatures-hash-compact', 'a valid signature in its EIP-2098 form, which is not how it is stored', await change({}, p => { p.creatorAttestation.signature = compact(p.creatorAttestation.signature); }), fails('signatures-hash')],
  ['signatures-hash-v0', 'a valid signature with v 0 or 1, which is not how it is stored', await change({}, p => { p.performerAttestation.signature = lowV(p.performerAttestation.signature); }), fails('signatures-hash')],
  ['leaf-value', 'leaf.value says other xp than completed', await change({}, p => { p.leaf.value = p.leaf.value.with(4, 152); }), fails('leaf')],
  ['leaf-value-text', 'leaf.value holds a number as text', await change({}, p => { p.leaf.value = p.leaf.value.with(4, '151'); }), fails('leaf')],
  ['leaf-value-short', 'leaf.value lacks its last element', await change({}, p => { p.leaf.value = p.leaf.value.slice(0, -1); }), fails('leaf')],
  ['leaf-encoding', 'leaf.encoding says uint64 where the protocol says uint32', await change({}, p => { p.leaf.encoding = p.leaf.encoding.with(4, 'uint64'); }), fails('leaf')],
  ['leaf-hash', 'leaf.hash is another hash', await change({}, p => { p.leaf.hash = fill('ab'); }), fails('leaf', 'merkle')],
  ['leaf-hashed-once', 'the leaf is hashed once, not twice', await proof({ leafHash: innerHash }), fails('leaf')],
  ['leaf-completed-at', 'completed says another second than the anchored leaf', await change({}, p => { p.completed.completedAt++; }), fails('leaf')],
  ['merkle-root', 'another root', await change({}, p => { p.merkle.root = fill('ab'); }), fails('merkle')],
  ['merkle-sibling', 'one bit of a sibling is different', await change({ others: 6 }, p => { p.merkle.proof = p.merkle.proof.with(1, '0x' + (p.merkle.proof[1][2] === '0' ? '1' : '0') + p.merkle.proof[1].slice(3)); }), fails('merkle')],
  ['merkle-truncated', 'the last sibling is missing', await change({ others: 6 }, p => { p.merkle.proof = p.merkle.proof.slice(0, -1); }), fails('merkle')],
  ['merkle-order', 'the siblings in reverse', await change({ others: 6 }, p => { p.merkle.proof = p.merkle.proof.toReversed(); }), fails('merkle')],
  ['merkle-extended', 'the root once more at the end of the path', await change({}, p => { p.merkle.proof = [...p.merkle.proof, p.merkle.root]; }), fails('merkle')],
  ['merkle-seventeen-hashes', '17 hashes that give the root', await proof({ siblings: Array.from({ length: 17 }, (_, i) => hashText(`sibling ${i}`)) }), fails('merkle')],
];
