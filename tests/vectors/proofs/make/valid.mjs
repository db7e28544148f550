// Files whose verdict is `valid` (offline). A case: [name, what is special, proof or bytes, steps that differ from pass].
import { content, fill, hashText, proof } from './proof.mjs';

const noContent = { 'work-hash': 'skipped' };
const change = async (given, edit) => { const p = await proof(given); edit(p); return p; };
const decomposed = 'Cafe\u0301 clean-up';

export const valid = async () => [
  ['valid', 'everything present, content disclosed, a batch of three', await proof()],
  ['valid-done', 'outcome done with the advertised xp', await proof({ outcome: 'done', xp: 101 })],
  ['valid-without-content', 'nothing disclosed: the work hash is not checked', await proof({ content: null }), noContent],
  ['valid-erased', 'erased quest: both titles null, the signatures are checked with titleHash',
    await change({ content: null }, p => { p.quest.title = p.creatorAttestation.message.quest = p.performerAttestation.message.quest = null; }), noContent],
  ['valid-title-null', 'only quest.title is null', await change({}, p => { p.quest.title = null; })],
  ['valid-message-title-null', 'only the signed titles are null', await change({}, p => { p.creatorAttestation.message.quest = p.performerAttestation.message.quest = null; })],
  ['valid-private', 'a quest between its parties: the signed title is the fixed text, the content holds the real one', await proof({ title: 'Private quest' })],
  ['valid-empty-texts', 'no criteria, no evidence', await proof({ content: { ...content, exceptionalCriteria: '', evidence: [] } })],
  ['valid-decomposed-title', 'a title that is not in NFC: verifiers do not judge texts', await proof({ title: decomposed, content: { ...content, title: decomposed } })],
  ['valid-one-leaf', 'a batch of one: the root is the leaf, the path is empty', await proof({ others: 0 })],
  ['valid-batch-of-1000', 'a leaf of a batch of 1,000', await proof({ others: 999 })],
  ['valid-sixteen-hashes', 'the deepest path: 16 hashes', await proof({ siblings: Array.from({ length: 16 }, (_, i) => hashText(`sibling ${i}`)) })],
  ['valid-limits', 'the largest integers of every member', await proof({ xp: 2 ** 32 - 1, reputation: 2 ** 32 - 1, completedAt: Number.MAX_SAFE_INTEGER, creatorDeadline: Number.MAX_SAFE_INTEGER, performerDeadline: Number.MAX_SAFE_INTEGER })],
  ['valid-zero', 'the smallest integers', await proof({ xp: 0, reputation: 0, completedAt: 3, creatorDeadline: 3, performerDeadline: 0 })],
  ['valid-one-deadline-passed', 'completed after the creator\'s deadline, before the performer\'s', await proof({ creatorDeadline: 1789999999 })],
  ['valid-at-deadline', 'completed in the last second of both deadlines', await proof({ creatorDeadline: 1790000000, performerDeadline: 1790000000 })],
  ['valid-lying-hints', 'every hint of anchor, leafIndex and leafCount is wrong: none is proven, none is used',
    await change({}, p => { Object.assign(p.anchor, { transactionHash: fill('00'), blockNumber: 0, blockHash: fill('ff'), logIndex: 9, finality: 'mined' }); Object.assign(p.merkle, { leafIndex: 7, leafCount: 1 }); })],
  ['valid-unknown-members', 'members this version does not know, at every level, are ignored',
    await change({}, p => { for (const o of [p, p.domain, p.quest, p.completed, p.creatorAttestation, p.creatorAttestation.message, p.leaf, p.merkle, p.anchor, p.content]) o['x-note'] = { deep: [null, 1.5, 'text'] }; p.performerAttestation.validAt = null; })],
  ['valid-escaped', 'other member order, white space, escaped characters: the same file to a JSON reader',
    JSON.stringify(Object.fromEntries(Object.entries(await proof()).reverse()), null, 4).replace(/[^\x00-\x7f]/g, c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0')).replace('"format"', '"\\u0066ormat"') + '\r\n\t '],
];
