import { StandardMerkleTree } from '@openzeppelin/merkle-tree'

type Dump = { leafEncoding: string[]; values: { value: unknown[] }[] }

export type Leaf = {
  questId: string
  creator: string
  performer: string
  completedAt: number
  /** Its place in `hashes`. */
  treeIndex: number
}

export type RebuiltTree = { root: string; leaves: Leaf[]; hashes: readonly string[] }

/** Builds the tree from nothing but the values in a `standard-v1` dump; the hashes in the dump are not looked at. */
export function rebuildTree(dump: Dump): RebuiltTree {
  const values = dump.values.map((entry) => entry.value)
  const tree = StandardMerkleTree.of(values, dump.leafEncoding)
  const built = tree.dump()
  const leaves = values.map((value, place) => ({
    questId: String(value[0])
      .slice(2)
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    creator: String(value[1]),
    performer: String(value[2]),
    completedAt: Number(value[6]),
    treeIndex: built.values[place]?.treeIndex ?? 0,
  }))
  return { root: tree.root, leaves, hashes: built.tree }
}
