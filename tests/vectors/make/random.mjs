// Random typed data (ethers, checked by viem) and random trees (OpenZeppelin) for one run: node make/random.mjs SEED prints JSON in the shapes
// of eip712.json and trees.json. The xUnit tests compare; the seed repeats a failure.
import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { TypedDataEncoder } from 'ethers';
import { hashTypedData } from 'viem';
import { randomBytes, rows, same } from './check.mjs';

const seed = process.argv[2] ?? 'seed';
let drawn = 0;
const bytes = n => randomBytes(`${seed} ${drawn++}`, n), below = n => Number(BigInt(bytes(6)) % BigInt(n)), pick = list => list[below(list.length)];
const domain = { name: 'CivicForge', version: '1', chainId: 31337, verifyingContract: '0x5FbDB2315678afecb367f032d93F642f64180aa3' };

const elementary = [...Array.from({ length: 32 }, (_, i) => [`uint${8 * i + 8}`, `int${8 * i + 8}`, `bytes${i + 1}`]).flat(), 'address', 'bool', 'string', 'bytes'];
function value(type, types) {
  const array = type.match(/^(.*)\[(\d*)\]$/);
  if (array) return Array.from({ length: array[2] === '' ? below(4) : Number(array[2]) }, () => value(array[1], types));
  if (types[type]) return Object.fromEntries(types[type].map(f => [f.name, value(f.type, types)]));
  if (type === 'bool') return below(2) === 1;
  if (type === 'address') return bytes(20);
  if (type === 'string') return Array.from({ length: below(40) }, () => pick(['a', 'Z', ' ', '\n', 'ä', '€', '公', '🌳', '"', '\\'])).join('');
  if (type === 'bytes') return bytes(below(100));
  const size = Number(type.match(/\d+$/)[0]);
  if (type.startsWith('bytes')) return bytes(size);
  const number = BigInt(bytes(size / 8)) >> BigInt(below(size));
  return String(type.startsWith('int') ? BigInt.asIntN(size, number * (below(2) ? 1n : -1n)) : number);
}

function typedData(i) {
  const names = Array.from({ length: 1 + below(4) }, (_, k) => `T${k}`), types = {};
  names.forEach((name, k) => {
    const members = [...elementary, ...names.slice(k + 1), ...names.slice(k + 1)];
    types[name] = Array.from({ length: 1 + below(6) }, (_, m) => ({ name: `m${m}`, type: pick(members) + pick(['', '', '', '[]', '[2]', '[][3]', '[1][]']) }));
    if (k + 1 < names.length) types[name].push({ name: 'next', type: names[k + 1] + pick(['', '[]', '[2]']) });
  });
  const message = value('T0', types), encoder = TypedDataEncoder.from(types);
  return { name: `random ${seed} ${i}`, domain, types, primaryType: 'T0', message, encodeType: encoder.encodeType('T0'), domainSeparator: TypedDataEncoder.hashDomain(domain), structHash: encoder.hashStruct('T0', message),
    digest: same(TypedDataEncoder.hash(domain, types, message), hashTypedData({ domain, types, primaryType: 'T0', message }), 'digest') };
}

function tree() {
  const encoding = ['bytes32', 'uint64'], values = Array.from({ length: 1 + below(300) }, () => [bytes(32), below(1e9)]), built = StandardMerkleTree.of(values, encoding), position = below(values.length);
  return { leaves: values.map(v => built.leafHash(v)), root: built.root, leafIndex: position, proof: built.getProof(position) };
}

console.log(rows({ accepted: Array.from({ length: 60 }, (_, i) => typedData(i)), trees: Array.from({ length: 20 }, tree) }));
