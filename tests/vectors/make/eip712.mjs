// EIP-712 digests: ethers, checked by viem. Integers are decimal text, because JSON readers round above 2^53.
import { TypedDataEncoder } from 'ethers';
import { hashDomain, hashStruct, hashTypedData } from 'viem';
import { mustThrow, randomBytes, same } from './check.mjs';

const civic = { name: 'CivicForge', version: '1', chainId: 31337, verifyingContract: '0x5FbDB2315678afecb367f032d93F642f64180aa3' };
const fields = text => text === '' ? [] : text.split(',').map(field => { const [type, name] = field.split(' '); return { name, type }; });
const structs = types => Object.fromEntries(Object.entries(types).map(([name, text]) => [name, fields(text)]));
const domainTypes = domain => [['name', 'string'], ['version', 'string'], ['chainId', 'uint256'], ['verifyingContract', 'address'], ['salt', 'bytes32']]
  .filter(([name]) => domain[name] !== undefined).map(([name, type]) => ({ name, type }));

function one(name, domain, types, primaryType, message) {
  types = structs(types);
  const encoder = TypedDataEncoder.from(types);
  same(encoder.primaryType, primaryType, name);
  return {
    name, domain, types, primaryType, message,
    encodeType: encoder.encodeType(primaryType),
    domainSeparator: same(TypedDataEncoder.hashDomain(domain), hashDomain({ domain, types: { EIP712Domain: domainTypes(domain) } }), `${name} domain`),
    structHash: same(encoder.hashStruct(primaryType, message), hashStruct({ data: message, primaryType, types }), `${name} struct`),
    digest: same(TypedDataEncoder.hash(domain, types, message), hashTypedData({ domain, types, primaryType, message }), name),
  };
}

const bits = Array.from({ length: 32 }, (_, i) => 8 * (i + 1));
const limits = [
  ...bits.map(n => [`uint${n}`, ['0', '1', String(2n ** BigInt(n) - 1n)]]),
  ...bits.map(n => [`int${n}`, [String(-(2n ** BigInt(n - 1))), '-1', '0', '1', String(2n ** BigInt(n - 1) - 1n)]]),
  ...bits.map(n => [`bytes${n / 8}`, ['0x' + '00'.repeat(n / 8), '0x' + 'ff'.repeat(n / 8), randomBytes(`bytes${n}`, n / 8)]]),
  ['address', ['0x' + '00'.repeat(20), '0xfFfFFfffFfffffFfffFffFFfFffFfFFFFffffFfF'.toLowerCase(), civic.verifyingContract]],
  ['bool', [true, false]],
  ['string', ['', 'a', 'ä€🌳', 'x'.repeat(200)]],
  ['bytes', ['0x', '0x00', randomBytes('b31', 31), randomBytes('b32', 32), randomBytes('b33', 33), randomBytes('b137', 137)]],
];
const person = 'string name,address[] wallets', alice = { name: 'Alice', wallets: ['0x' + '11'.repeat(20), '0x' + '22'.repeat(20)] }, bob = { name: 'Bob', wallets: [] };
const mail = { Mail: 'Person from,Person[] to,string contents', Person: person };

// The example of the EIP itself, https://eips.ethereum.org/EIPS/eip-712 (Example.sol): its digest is published there.
const etherMail = one('the Ether Mail example of EIP-712', { name: 'Ether Mail', version: '1', chainId: 1, verifyingContract: '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC' },
  { Mail: 'Person from,Person to,string contents', Person: 'string name,address wallet' }, 'Mail',
  { from: { name: 'Cow', wallet: '0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826' }, to: { name: 'Bob', wallet: '0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB' }, contents: 'Hello, Bob!' });
same(etherMail.digest, '0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2', 'Ether Mail');

const accepted = [
  etherMail,
  one('an empty struct', civic, { Empty: '' }, 'Empty', {}),
  one('an array of structs', civic, mail, 'Mail', { from: alice, to: [bob, alice], contents: 'hi' }),
  one('an empty array of structs', civic, mail, 'Mail', { from: bob, to: [], contents: '' }),
  one('struct types are sorted by name, the primary type first', civic, { Zebra: 'Beta b,Alpha a,Beta[] more', Beta: 'Gamma g', Alpha: 'uint8 x', Gamma: 'int16 y' }, 'Zebra', { b: { g: { y: '-2' } }, a: { x: '3' }, more: [{ g: { y: '32767' } }] }),
  one('a fixed array', civic, { A: 'uint8[3] x' }, 'A', { x: ['1', '2', '255'] }),
  one('a dynamic array of negative ints', civic, { A: 'int256[] x,int8[] y' }, 'A', { x: ['-1', '-57896044618658097711785492504343953926634992332820282019728792003956564819968'], y: ['-128', '127'] }),
  one('nested arrays', civic, { A: 'uint16[][] x,uint16[2][] y,uint16[][2] z,uint16[2][2] w' }, 'A', { x: [['1', '2'], [], ['3']], y: [['1', '2']], z: [[], ['9']], w: [['1', '2'], ['3', '4']] }),
  one('three levels of arrays', civic, { A: 'bytes32[][2][] x' }, 'A', { x: [[[randomBytes('n1', 32)], []], [[], [randomBytes('n2', 32), randomBytes('n3', 32)]]] }),
  one('arrays of strings and bytes', civic, { A: 'string[] s,bytes[2] b,string[][] t' }, 'A', { s: ['', 'ä', 'long '.repeat(20)], b: ['0x', randomBytes('ab', 70)], t: [[], ['q']] }),
  one('arrays of arrays of structs', civic, { A: 'P[][] x,P[2] y', P: 'uint8 a,string b' }, 'A', { x: [[{ a: '1', b: 'x' }], []], y: [{ a: '2', b: '' }, { a: '3', b: 'z' }] }),
  one('addresses and bools in arrays', civic, { A: 'address[] a,bool[3] b' }, 'A', { a: [civic.verifyingContract], b: [true, false, true] }),
  one('a deep chain of structs', civic, { A: 'B b', B: 'C c', C: 'D d', D: 'E[] e', E: 'bytes e' }, 'A', { b: { c: { d: { e: [{ e: '0x01' }, { e: '0x' }] } } } }),
  one('the same struct twice', civic, { A: 'P x,P y', P: 'uint8 a' }, 'A', { x: { a: '1' }, y: { a: '2' } }),
  one('a field name that starts with an underscore or a dollar', civic, { A_1: 'uint8 _a,uint8 $b' }, 'A_1', { _a: '1', $b: '2' }),
  one('a domain with a name only', { name: 'x' }, { A: 'uint8 x' }, 'A', { x: '1' }),
  one('a domain with a salt', { ...civic, salt: randomBytes('salt', 32) }, { A: 'uint8 x' }, 'A', { x: '1' }),
  one('a domain with a chain id only', { chainId: 1 }, { A: 'uint8 x' }, 'A', { x: '1' }),
  one('a domain without version', { name: 'ä', chainId: 10, verifyingContract: '0x' + '00'.repeat(20) }, { A: 'uint8 x' }, 'A', { x: '1' }),
  ...limits.map(([type, values]) => one(`limits of ${type}`, civic, { A: values.map((_, i) => `${type} v${i}`).join(',') }, 'A', Object.fromEntries(values.map((v, i) => [`v${i}`, v])))),
  ...limits.map(([type, values]) => one(`${type} in an array`, civic, { A: `${type}[] v,${type}[${values.length}] w` }, 'A', { v: values, w: values })),
];

function refuse(name, types, primaryType, message) {
  types = structs(types);
  mustThrow(() => TypedDataEncoder.hash(civic, types, message), name);
  return { name, domain: civic, types, primaryType, message };
}
const refused = [
  refuse('256 as uint8', { A: 'uint8 x' }, 'A', { x: '256' }),
  refuse('-1 as uint256', { A: 'uint256 x' }, 'A', { x: '-1' }),
  refuse('2^256 as uint256', { A: 'uint256 x' }, 'A', { x: String(2n ** 256n) }),
  refuse('128 as int8', { A: 'int8 x' }, 'A', { x: '128' }),
  refuse('-129 as int8', { A: 'int8 x' }, 'A', { x: '-129' }),
  refuse('2^255 as int256', { A: 'int256 x' }, 'A', { x: String(2n ** 255n) }),
  refuse('31 bytes as bytes32', { A: 'bytes32 x' }, 'A', { x: randomBytes('short', 31) }),
  refuse('33 bytes as bytes32', { A: 'bytes32 x' }, 'A', { x: randomBytes('long', 33) }),
  refuse('19 bytes as address', { A: 'address x' }, 'A', { x: randomBytes('addr', 19) }),
  refuse('two items for three', { A: 'uint8[3] x' }, 'A', { x: ['1', '2'] }),
  refuse('four items for three', { A: 'uint8[3] x' }, 'A', { x: ['1', '2', '3', '4'] }),
  refuse('an unknown type', { A: 'Missing x' }, 'A', { x: {} }),
  refuse('uint7', { A: 'uint7 x' }, 'A', { x: '1' }),
  refuse('uint264', { A: 'uint264 x' }, 'A', { x: '1' }),
  refuse('bytes33', { A: 'bytes33 x' }, 'A', { x: randomBytes('b', 33) }),
  refuse('bytes0', { A: 'bytes0 x' }, 'A', { x: '0x' }),
  refuse('a struct that holds itself', { A: 'B b', B: 'A a' }, 'A', { b: {} }),
  refuse('bytes that are not hex', { A: 'bytes x' }, 'A', { x: '0xzz' }),
  refuse('an odd number of digits', { A: 'bytes x' }, 'A', { x: '0x123' }),
];

export const make = () => ({ eip712: { accepted, refused } });
