export type TreeNode = {
  /** Place in the flat tree, 0 is the root. */
  index: number
  /** 0 to 1 from left to right. */
  x: number
  depth: number
  kind: 'path' | 'sibling' | 'other'
}

export type TreePicture = {
  nodes: TreeNode[]
  edges: { from: TreeNode; to: TreeNode; path: boolean }[]
  depth: number
}

/** Up to so many leaves every node is drawn; of more, the path and what is hashed with it. */
const wholeUpTo = 16

/** The nodes from a leaf to the root, both included, and beside each but the root the one it is hashed with. */
export function pathOf(treeIndex: number): { path: number[]; siblings: number[] } {
  const path = [treeIndex]
  const siblings: number[] = []
  for (let at = treeIndex; at > 0; ) {
    siblings.push(at % 2 === 0 ? at - 1 : at + 1)
    at = (at - 1) >> 1
    path.push(at)
  }
  return { path, siblings }
}

/** Where the nodes of OpenZeppelin's flat tree stand in a picture with the root on top, the way of one leaf marked. */
export function treePicture(leafCount: number, treeIndex: number): TreePicture {
  const { path, siblings } = pathOf(treeIndex)
  const whole = leafCount <= wholeUpTo
  const all = Array.from({ length: 2 * leafCount - 1 }, (_, index) => index)
  const shown = whole ? all : [...path, ...siblings].sort((one, other) => one - other)
  const nodes = new Map(
    shown.map((index): [number, TreeNode] => {
      const depth = Math.floor(Math.log2(index + 1))
      const first = 2 ** depth - 1
      // A path alone is drawn as a ladder: the two children of each step left and right.
      const x = whole ? (index - first + 0.5) / 2 ** depth : depth === 0 ? 0.5 : index % 2 === 1 ? 0.3 : 0.7
      const kind = path.includes(index) ? 'path' : siblings.includes(index) ? 'sibling' : 'other'
      return [index, { index, x, depth, kind }]
    }),
  )
  const edges = [...nodes.values()].flatMap((to) => {
    const from = to.index === 0 ? undefined : nodes.get((to.index - 1) >> 1)
    return from === undefined ? [] : [{ from, to, path: to.kind === 'path' }]
  })
  return {
    nodes: [...nodes.values()],
    edges,
    depth: Math.max(...[...nodes.values()].map((node) => node.depth)),
  }
}
