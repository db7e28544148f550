import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { expect, it } from 'vitest'
import { pathOf, treePicture } from './treePicture'

it.each([1, 2, 3, 5, 8, 16, 17, 100])(
  'leads each of %i leaves to the root by the hashes of its proof',
  (count) => {
    const tree = StandardMerkleTree.of(
      Array.from({ length: count }, (_, i) => [String(i)]),
      ['uint256'],
    )
    const { tree: hashes, values } = tree.dump()
    for (const [place, { treeIndex }] of values.entries()) {
      const { path, siblings } = pathOf(treeIndex)
      expect(path.at(-1)).toBe(0)
      expect(siblings.map((index) => hashes[index])).toEqual(tree.getProof(place))
    }
  },
)

it('draws every node of a small tree, each below its parent', () => {
  const { nodes, edges } = treePicture(5, 8)
  expect(nodes.length).toBe(9)
  expect(edges.length).toBe(8)
  for (const { from, to } of edges) expect(to.depth).toBe(from.depth + 1)
  expect(nodes.filter((node) => node.kind === 'path').map((node) => node.index)).toEqual([0, 1, 3, 8])
  for (const node of nodes) expect(node.x > 0 && node.x < 1).toBe(true)
})

it('draws of a large tree the way of one leaf alone', () => {
  const { nodes, depth } = treePicture(65_536, 131_070)
  expect(depth).toBe(16)
  expect(nodes.length).toBe(33)
})

it('draws one leaf as its own root', () => {
  expect(treePicture(1, 0)).toEqual({
    nodes: [{ index: 0, x: 0.5, depth: 0, kind: 'path' }],
    edges: [],
    depth: 0,
  })
})
