// Builds Merkle trees with @openzeppelin/merkle-tree and merkletreejs. One JSON request a line on stdin, one JSON answer a line on stdout.
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import sha3 from 'js-sha3';
import { MerkleTree } from 'merkletreejs';

const encoding = ['bytes16', 'address', 'address', 'bytes32', 'uint32', 'uint32', 'uint64', 'bytes32'];
const sha256 = bytes => createHash('sha256').update(bytes).digest();

/** The same value number i as in MerkleSuite.cs: h = sha256(i as 8 bytes), g = sha256(h). */
function value(i) {
  const number = Buffer.alloc(8);
  number.writeUInt32BE(i, 4);
  const h = sha256(number), g = sha256(h), hex = b => '0x' + b.toString('hex');
  return [hex(h.subarray(0, 16)), hex(h.subarray(12, 32)), hex(g.subarray(12, 32)), hex(g), i % 1501, i % 101, 1790000000 + i, hex(h)];
}

const prepared = {};
const peers = {
  // Values in, root out: encoding and double hashing of the leaves included, as in ours.
  '@openzeppelin/merkle-tree': {
    prepare: count => Array.from({ length: count }, (_, i) => value(i)),
    run: values => StandardMerkleTree.of(values, encoding).root,
  },
  // Has no notion of values: it is given leaves that are hashed already, which favours it. js-sha3 is the fastest hash it takes synchronously.
  merkletreejs: {
    prepare: count => Array.from({ length: count }, (_, i) => sha256(sha256(Buffer.from(`${i}`)))),
    run: leaves => new MerkleTree(leaves, data => Buffer.from(sha3.keccak256.arrayBuffer(data)), { sortPairs: true, sortLeaves: true }).getHexRoot(),
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { peer, count } = JSON.parse(line), key = `${peer} ${count}`;
  prepared[key] ??= peers[peer].prepare(count);
  const start = process.hrtime.bigint(), result = peers[peer].run(prepared[key]);
  const nanoseconds = Number(process.hrtime.bigint() - start);
  if (nanoseconds > 5e9) delete prepared[key];
  console.log(JSON.stringify({ nanoseconds, result }));
}
