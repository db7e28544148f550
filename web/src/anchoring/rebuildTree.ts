import { StandardMerkleTree } from '@openzeppelin/merkle-tree'

type Dump = { leafEncoding: string[]; values: { value: unknown[] }[] }

export type Leaf = { questId: string; creator: string; performer: string; completedAt: number }

/** Builds the tree from nothing but the values in a `standard-v1` dump; the hashes in the dump are not looked at. */
export function rebuildTree(dump: Dump): { root: string; leaves: Leaf[] } {
  const values = dump.values.map((entry) => entry.value)
  const tree = StandardMerkleTree.of(values, dump.leafEncoding)
  const leaves = values.map((value) => ({
    questId: String(value[0])
      .slice(2)
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    creator: String(value[1]),
    performer: String(value[2]),
    completedAt: Number(value[6]),
  }))
  return { root: tree.root, leaves }
}
