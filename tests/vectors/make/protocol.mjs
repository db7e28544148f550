// Worked values of protocol v1 in more shapes than example.json: roles, domains, titles of every script, limits.
import { hashDomain } from 'viem';
import { TypedDataEncoder } from 'ethers';
import { randomBytes, same } from './check.mjs';
import { account, digest, domain, leafEncoding, leafHash, signaturesHash, signed, titleHash, types, workHash } from './civic.mjs';

const domains = [domain, { ...domain, chainId: 1 }, { ...domain, chainId: 8453 }, { ...domain, chainId: 9007199254740991 }, { ...domain, verifyingContract: '0x' + '00'.repeat(20) }, { ...domain, verifyingContract: '0xfFfFFffFfFfFfFfffffFFFffffffffffFffFfFFF'.toLowerCase() }];
const domainFields = ['string name', 'string version', 'uint256 chainId', 'address verifyingContract'].map(f => { const [type, name] = f.split(' '); return { name, type }; });
const titles = ['Plant', 'Bäume pflanzen – 3 young oaks 🌳', 'Private quest', 'خمس أشجار', '公園を掃除する', 'Zażółć gęślą jaźń', 'x'.repeat(200), '🌳'.repeat(100), 'Ωμέγα "quoted" \\ back'];
const texts = [['', ''], ['Two\nlines', 'Done.\n\nReally.'], ['d'.repeat(2000), 's'.repeat(2000)], ['ä'.repeat(31), '€'.repeat(11)], ['32 bytes long exactly, as here !', '🌳'.repeat(8)]];

const content = i => ({ salt: randomBytes(`salt ${i}`, 32), title: titles[i % titles.length], description: texts[i % texts.length][0], exceptionalCriteria: i % 3 === 0 ? '' : 'Only when it blooms.', submission: texts[i % texts.length][1], evidence: Array.from({ length: i % 11 }, (_, k) => randomBytes(`evidence ${i} ${k}`, 32)) });

async function completion(i) {
  const d = domains[i % domains.length], creator = account(2 + i % 3), performer = account(5 + i % 3), c = content(i);
  const exceptional = i % 2 === 1, advertised = [10, 1000, 101, 11, 999][i % 5], xp = exceptional ? Math.floor(3 * advertised / 2) : advertised, reputation = [1, 100, 10][i % 3];
  const base = { questId: randomBytes(`quest ${i}`, 16), creator: creator.address, performer: performer.address, workHash: workHash(c) };
  const deadline = [1792592000n, 1n, 9007199254740991n][i % 3], completedAt = [1790000000n, 0n, 9007199254740991n][i % 3];
  const creatorAttestation = await signed(creator, 'CreatorAttestation', { quest: c.title, outcome: exceptional ? 'exceptional' : 'done', ...base, xp, reputation, deadline }, d);
  const performerAttestation = await signed(performer, 'PerformerAttestation', { quest: c.title, ...base, deadline }, d);
  const both = signaturesHash(creatorAttestation.signature, performerAttestation.signature);
  const value = [base.questId, base.creator, base.performer, base.workHash, xp, reputation, Number(completedAt), both], hash = leafHash(value);
  const receipt = await signed(account(9), 'AttestationReceipt', i % 4 === 0
    ? { attestation: creatorAttestation.digest, attester: creator.address, receivedAt: completedAt, anchorBy: 0n, leaf: '0x' + '00'.repeat(32) }
    : { attestation: performerAttestation.digest, attester: performer.address, receivedAt: completedAt, anchorBy: completedAt === 0n ? 3600n : completedAt, leaf: hash }, d);
  return { content: c, workHash: base.workHash, titleHash: titleHash(c.title), creatorAttestation, performerAttestation, signaturesHash: both, leaf: { value, hash }, receipt };
}

const limits = [0, 4294967295].flatMap(n => [0n, 9007199254740991n].map(deadline => {
  const message = { quest: '', outcome: '', questId: '0x' + (n ? 'ff' : '00').repeat(16), creator: '0x' + (n ? 'ff' : '00').repeat(20), performer: '0x' + (n ? '00' : 'ff').repeat(20), workHash: '0x' + (n ? 'ff' : '00').repeat(32), xp: n, reputation: n, deadline };
  return { primaryType: 'CreatorAttestation', domain, message, digest: digest('CreatorAttestation', message) };
}));

const jsonNumbers = v => JSON.parse(JSON.stringify(v, (_, x) => typeof x === 'bigint' ? Number(x) : x));
export const make = async () => ({
  protocol: {
    types, leafEncoding,
    typeHashes: Object.keys(types).map(name => ({ name, encodeType: TypedDataEncoder.from({ [name]: types[name] }).encodeType(name), hash: titleHash(TypedDataEncoder.from({ [name]: types[name] }).encodeType(name)) })),
    domains: domains.map(d => ({ domain: d, separator: same(hashDomain({ domain: d, types: { EIP712Domain: domainFields } }), TypedDataEncoder.hashDomain(d), 'domain') })),
    titles: [...titles, ''].map(title => ({ title, titleHash: titleHash(title) })),
    completions: jsonNumbers(await Promise.all(Array.from({ length: 18 }, (_, i) => completion(i)))),
    limits: jsonNumbers(limits),
    signatures: [['0x', '0x'], ['0x' + '00'.repeat(65), '0x'], [randomBytes('1271', 16384), randomBytes('other', 130)].map(s => s.slice(0, 1024))].map(([creator, performer]) => ({ creator, performer, signaturesHash: signaturesHash(creator, performer) })),
  },
});
