// Contract ABI encoding: viem, checked by ethers. Integers are decimal text.
import { AbiCoder, Interface, id } from 'ethers';
import { concat, encodeAbiParameters, encodeFunctionData, numberToHex, parseAbi, parseAbiParameters, toFunctionSelector } from 'viem';
import { mustThrow, randomBytes, same } from './check.mjs';
import { leafValue } from './civic.mjs';

const coder = AbiCoder.defaultAbiCoder(), big = v => Array.isArray(v) ? v.map(big) : typeof v === 'string' && /^-?\d+$/.test(v) ? BigInt(v) : v;
function encode(types, values) {
  const encoded = same(encodeAbiParameters(types.flatMap(t => parseAbiParameters(t)), values.map(big)), coder.encode(types, values), `abi ${types}`);
  return { types, values, encoded };
}
const word = x => numberToHex(x, { size: 32 }), bits = [8, 16, 32, 64, 96, 128, 160, 248, 256];
const samples = [
  [[], []],
  ...bits.map(n => [[`uint${n}`, `uint${n}`], ['0', String(2n ** BigInt(n) - 1n)]]),
  ...bits.map(n => [[`int${n}`, `int${n}`, `int${n}`], [String(-(2n ** BigInt(n - 1))), '-1', String(2n ** BigInt(n - 1) - 1n)]]),
  ...[1, 4, 16, 20, 31, 32].map(n => [[`bytes${n}`], [randomBytes(`abi${n}`, n)]]),
  [['bool', 'bool', 'address'], [true, false, '0x5FbDB2315678afecb367f032d93F642f64180aa3']],
  ...[0, 1, 31, 32, 33, 64, 65].map(n => [['bytes', 'uint8'], [randomBytes('bytes', n), '7']]),
  [['string', 'string'], ['', 'Bäume 🌳']],
  [['uint256[]', 'address[2]'], [['1', '2', '3'], ['0x' + '11'.repeat(20), '0x' + '22'.repeat(20)]]],
  [['uint8[]', 'uint8[][]', 'uint8[2][]', 'uint8[][2]'], [[], [[], ['1']], [['1', '2']], [['3'], []]]],
  [['string[]', 'bytes[2]'], [['a', '', 'long '.repeat(13)], ['0x', '0x0102']]],
  [['(uint8,bool)', '(string,uint8[])'], [['1', true], ['x', ['9', '8']]]],
  [['(bytes16,(address,string)[])[]'], [[[randomBytes('t', 16), [['0x' + '33'.repeat(20), 'q']]], [randomBytes('u', 16), []]]]],
  [['bytes32', 'string', 'string', 'string', 'string', 'bytes32[]'], [randomBytes('salt', 32), 'Title', 'Description', '', 'Submission', [randomBytes('e', 32)]]],
];

// The calls of protocol §7.
const quest = '(bytes16,address,address,bytes32,uint32,uint32,uint64,bytes32)', terms = '(bytes32,bool,uint64,uint64,bytes,bytes)';
const q = leafValue(3).map(v => typeof v === 'number' ? String(v) : v), t = [randomBytes('title', 32), true, '1792592000', '1792592001', randomBytes('c', 65), randomBytes('p', 65)], proof = [randomBytes('p0', 32), randomBytes('p1', 32)];
const calls = [
  [`anchor(uint64,bytes32,uint32)`, ['1', randomBytes('root', 32), '65536']],
  [`leafOf(${quest})`, [q]], [`statusOf(uint64,${quest},bytes32[])`, ['1', q, proof]],
  [`verify(uint64,${quest},bytes32[],${terms})`, ['1', q, proof, t]], [`revoke(uint64,${quest},bytes32[],uint8)`, ['1', q, [], '3']],
  [`claim(uint64,${quest},bytes32[],${terms})`, ['18446744073709551615', q, proof, t]],
  [`claimMany((uint64,${quest},bytes32[],${terms})[])`, [[['1', q, proof, t], ['2', q, [], t]]]],
  [`claimed(address,bytes16)`, [q[1], q[0]]], [`withhold(uint64,bool)`, ['4', true]], [`isSignatureValid(address,bytes32,bytes)`, [q[1], q[3], '0x']], ['batchCount()', []],
].map(([signature, values]) => {
  const name = signature.slice(0, signature.indexOf('('));
  const data = same(encodeFunctionData({ abi: parseAbi([`function ${signature}`]), functionName: name, args: values.map(big) }), new Interface([`function ${signature}`]).encodeFunctionData(name, values), signature);
  return { signature, selector: same(toFunctionSelector(signature), id(signature).slice(0, 10), 'selector'), values, data };
});

const refused = [
  ['half a word', ['uint256'], word(1n).slice(0, 34)], ['nothing', ['uint256'], '0x'],
  ['an offset past the end', ['bytes'], word(64n)], ['an offset far past the end', ['bytes'], concat([word(2n ** 255n), word(0n)])],
  ['a length past the end', ['bytes'], concat([word(32n), word(33n), word(0n)])], ['a length of 2^256 - 1', ['bytes'], concat([word(32n), word(2n ** 256n - 1n)])],
  ['an array length past the end', ['uint256[]'], concat([word(32n), word(2n), word(1n)])], ['an array length of 2^64', ['uint256[]'], concat([word(32n), word(2n ** 64n)])],
  ['an array of 2^31 empty structs of arrays', ['uint256[][]'], concat([word(32n), word(2n ** 31n), word(0n)])],
].map(([name, types, data]) => { mustThrow(() => coder.decode(types, data).toArray(true), name); return { name, types, data }; });

export const make = () => ({ abi: { encoded: samples.map(([types, values]) => encode(types, values)), calls, refused } });
