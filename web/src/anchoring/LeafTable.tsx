import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../design/Button'
import { Table } from '../design/Table'
import { useFormat } from '../i18n/useFormat'
import { LeafMember } from './LeafMember'
import { LeafQuest } from './LeafQuest'
import type { RebuiltTree } from './rebuildTree'
import { TreeFigure } from './TreeFigure'
import { useLeafTitle } from './useLeafTitle'

/** Each row asks for a title and two names. */
const shown = 20

/** The records of a rebuilt tree, and the picture of the way of the chosen one; the first of all, or the one that was asked for. */
export function LeafTable({ tree, quest }: { tree: RebuiltTree; quest: string | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [picked, setPicked] = useState<number>()
  const asked = tree.leaves.find((leaf) => leaf.questId === quest)
  const chosen = tree.leaves.find((leaf) => leaf.treeIndex === picked) ?? asked ?? tree.leaves[0]
  const title = useLeafTitle(chosen?.questId)
  const first = tree.leaves.slice(0, shown)
  const rows = asked === undefined || first.includes(asked) ? first : [asked, ...first]
  return (
    <>
      {chosen !== undefined && <TreeFigure hashes={tree.hashes} treeIndex={chosen.treeIndex} title={title} />}
      <Table
        rows={rows}
        keyOf={({ treeIndex }) => treeIndex}
        columns={[
          { head: t('batch.leaf.quest'), cell: ({ questId }) => <LeafQuest questId={questId} />, free: true },
          {
            head: t('batch.leaf.creator'),
            cell: ({ creator }) => <LeafMember address={creator} />,
            free: true,
          },
          {
            head: t('batch.leaf.performer'),
            cell: ({ performer }) => <LeafMember address={performer} />,
            free: true,
          },
          { head: t('batch.leaf.completed'), cell: ({ completedAt }) => format.moment(completedAt) },
          {
            head: t('batch.path'),
            cell: (leaf) => (
              <Button
                size="compact-md"
                variant={leaf === chosen ? 'light' : 'default'}
                aria-pressed={leaf === chosen}
                onClick={() => setPicked(leaf.treeIndex)}
              >
                {t('batch.path.show')}
              </Button>
            ),
          },
        ]}
      />
      {tree.leaves.length > rows.length && (
        <p>
          {t('batch.leaf.more', {
            shown: format.number(rows.length),
            all: format.number(tree.leaves.length),
          })}
        </p>
      )}
    </>
  )
}
