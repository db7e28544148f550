// OpenZeppelin StandardMerkleTree roots and proofs; every node and proof is recomputed with ethers.
import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { concat, keccak256 } from 'ethers';
import { numberToHex } from 'viem';
import { same } from './check.mjs';
import { leafEncoding, leafHash, leafValue } from './civic.mjs';

const values = Array.from({ length: 1000 }, (_, i) => leafValue(i));
const inner = (a, b) => keccak256(concat(a < b ? [a, b] : [b, a]));
const positions = n => [...new Set(n <= 8 || n === 257 || n === 1000 ? [0, n >> 2, n >> 1, n - 1] : [n >> 1])];

function tree(n) {
  const built = StandardMerkleTree.of(values.slice(0, n), leafEncoding), dump = built.dump(), nodes = dump.tree;
  for (let i = 0; i < n - 1; i++) same(nodes[i], inner(nodes[2 * i + 1], nodes[2 * i + 2]), `node ${i} of ${n}`);
  const indices = dump.values.map(v => v.treeIndex);
  indices.forEach((at, i) => same(nodes[at], leafHash(values[i]), `leaf ${i} of ${n}`));
  const proofs = positions(n).map(leafIndex => {
    const proof = built.getProof(leafIndex);
    same(proof.reduce(inner, leafHash(values[leafIndex])), built.root, `proof ${leafIndex} of ${n}`);
    same(StandardMerkleTree.verify(built.root, leafEncoding, values[leafIndex], proof), true, 'verify');
    return { leafIndex, treeIndex: indices[leafIndex], proof };
  });
  return { leaves: n, root: built.root, nodesHash: keccak256(concat(nodes)), treeIndicesHash: keccak256(concat(indices.map(i => numberToHex(i, { size: 4 })))), proofs };
}

function duplicates() {
  const list = [0, 1, 0, 2, 0].map(i => values[i]), built = StandardMerkleTree.of(list, leafEncoding);
  return { valueIndices: [0, 1, 0, 2, 0], root: built.root, tree: built.dump().tree, treeIndices: built.dump().values.map(v => v.treeIndex) };
}

export const make = () => ({
  trees: {
    leafEncoding,
    leafRule: 'value i, with h = keccak256(uint256 i) and g = keccak256(h): [h[0..16], h[12..32], g[12..32], g, i mod 1501, i mod 101, 1790000000 + i, h]',
    nodesHash: 'keccak256 of all nodes in a row',
    treeIndicesHash: 'keccak256 of the tree index of every value in order, four bytes each, most significant first',
    firstLeaves: values.slice(0, 5).map(value => ({ value, hash: leafHash(value) })),
    trees: [...Array.from({ length: 257 }, (_, i) => i + 1), 1000].map(tree),
    equalLeaves: [duplicates()],
  },
  'tree-13': { description: 'A whole dump, as StandardMerkleTree.load reads it, of the first 13 values of trees.json.', dump: StandardMerkleTree.of(values.slice(0, 13), leafEncoding).dump() },
});
