// EIP-4361: messages written by viem and read by the reference parser (@spruceid/siwe-parser, ABNF); what that parser refuses is refused here.
import { ParsedMessage } from '@spruceid/siwe-parser';
import { createSiweMessage } from 'viem/siwe';
import { mustThrow, same } from './check.mjs';

const address = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC', at = text => new Date(text);
const base = { domain: '127.0.0.1:5080', address, uri: 'http://127.0.0.1:5080', version: '1', chainId: 31337, nonce: 'abcdefghijklmnopqrstuvwx', issuedAt: at('2026-01-02T03:04:05.678Z') };
const accepted = [
  base, { ...base, statement: 'Sign in to CivicForge.' }, { ...base, scheme: 'https', domain: 'civicforge.example' }, { ...base, domain: 'localhost:3000', uri: 'http://localhost:3000/login?x=1#y' },
  { ...base, chainId: 1, nonce: '12345678' }, { ...base, expirationTime: at('2026-01-02T04:04:05.000Z') }, { ...base, notBefore: at('2026-01-02T03:04:00.000Z') }, { ...base, requestId: 'some-id_1.2~3' },
  { ...base, resources: ['https://example.com/my-web2-claim.json', 'ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/'] },
  { ...base, statement: "Any statement: 'quoted', (with) punctuation/and?more=1", expirationTime: at('2026-01-02T04:04:05.000Z'), notBefore: at('2026-01-02T03:00:00.000Z'), requestId: '7', resources: ['urn:uuid:01950c3e-7a2b-7c4d-8e5f-0123456789ab'] },
];
const iso = date => date?.toISOString() ?? null;

function accept(parameters) {
  const message = createSiweMessage(parameters), read = new ParsedMessage(message);
  for (const key of ['domain', 'address', 'uri', 'nonce', 'version', 'chainId']) same(read[key], parameters[key], key);
  same(read.statement ?? null, parameters.statement ?? null, 'statement');
  return { message, fields: { scheme: parameters.scheme ?? null, domain: read.domain, address: read.address, statement: read.statement ?? null, uri: read.uri, version: read.version, chainId: read.chainId, nonce: read.nonce,
    issuedAt: same(read.issuedAt, iso(parameters.issuedAt), 'issued'), expirationTime: same(read.expirationTime ?? null, iso(parameters.expirationTime), 'expires'), notBefore: same(read.notBefore ?? null, iso(parameters.notBefore), 'from'),
    requestId: read.requestId ?? null, resources: read.resources ?? [] } };
}

const text = createSiweMessage({ ...base, statement: 'Sign in.', expirationTime: at('2026-01-02T04:04:05.000Z') });
const edits = [
  ['empty', () => ''], ['only a first line', t => t.split('\n')[0]], ['no first line', t => t.slice(t.indexOf('\n') + 1)], ['other words in the first line', t => t.replace('wants you to sign in', 'asks you to sign in')],
  ['no address', t => t.replace(address + '\n', '')], ['a lower-case address', t => t.replace(address, address.toLowerCase())], ['a wrong checksum', t => t.replace(address, address.replace('C', 'c'))], ['a short address', t => t.replace(address, address.slice(0, -1))],
  ['no blank line after the address', t => t.replace(address + '\n\n', address + '\n')], ['no blank line before URI', t => t.replace('\n\nURI', '\nURI')], ['CRLF line ends', t => t.replaceAll('\n', '\r\n')],
  ['a line feed at the end', t => t + '\n'], ['a space at the end', t => t + ' '], ['a space in front', t => ' ' + t],
  ['no URI', t => t.replace(/URI: .*\n/, '')], ['a URI that is none', t => t.replace(/URI: .*/, 'URI: not a uri')], ['version 2', t => t.replace('Version: 1', 'Version: 2')], ['no version', t => t.replace('Version: 1\n', '')],
  ['a chain id in hex', t => t.replace('31337', '0x7a69')], ['a negative chain id', t => t.replace('31337', '-1')], ['no chain id', t => t.replace('Chain ID: 31337\n', '')], ['a chain id with a sign', t => t.replace('31337', '+31337')],
  ['a nonce of seven characters', t => t.replace(base.nonce, 'abcdefg')], ['a nonce with a dash', t => t.replace(base.nonce, 'abcdefgh-ijkl')], ['no nonce', t => t.replace(/Nonce: .*\n/, '')], ['an empty nonce', t => t.replace(base.nonce, '')],
  ['no issue time', t => t.replace(/Issued At: .*\n/, '')], ['an issue time without zone', t => t.replace('05.678Z', '05.678')], ['an issue time in words', t => t.replace('2026-01-02T03:04:05.678Z', 'yesterday')], ['a date only', t => t.replace('2026-01-02T03:04:05.678Z', '2026-01-02')], ['month 13', t => t.replace('Issued At: 2026-01', 'Issued At: 2026-13')],
  ['fields in another order', t => t.replace(/(Version: 1)\n(Chain ID: 31337)/, '$2\n$1')], ['a field twice', t => t.replace('Version: 1\n', 'Version: 1\nVersion: 1\n')], ['an unknown field', t => t + '\nColour: green'], ['a lower-case field name', t => t.replace('Nonce:', 'nonce:')], ['no space after a colon', t => t.replace('Nonce: ', 'Nonce:')],
  ['not before, after expiry, out of order', t => t.replace(/(Issued At: .*)/, '$1\nRequest ID: 1')], ['a statement of two lines', t => t.replace('Sign in.', 'Sign in.\nNow.')], ['a resource that is not a URI', t => t + '\nResources:\n- not a uri'], ['a resource without a dash', t => t + '\nResources:\nhttps://example.com'],
  ['an empty domain', t => t.replace(base.domain, '')], ['a domain with a space', t => t.replace(base.domain, 'a b')], ['a domain with a path', t => t.replace(base.domain + ' wants', base.domain + '/x wants')],
];
const loose = [];
const refused = edits.map(([name, edit]) => {
  const message = edit(text);
  if (message === text) throw new Error(`${name} changes nothing`);
  try { new ParsedMessage(message); loose.push(name); } catch { return { name, message }; }
}).filter(Boolean);
if (loose.length) throw new Error(`the reference parser accepts: ${loose.join('; ')}`);

const zones = ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05+02:00', '2026-01-02T03:04:05.123456-05:30'].map(issuedAt => {
  const message = text.replace('2026-01-02T03:04:05.678Z', issuedAt), read = new ParsedMessage(message);
  return { message, issuedAt: same(read.issuedAt, issuedAt, 'issued'), unixMilliseconds: Date.parse(issuedAt) };
});

export const make = () => ({ siwe: { accepted: accepted.map(accept), zones, refused } });
