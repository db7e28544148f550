import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import table from '../design/Table.module.css'
import { useFormat } from '../i18n/useFormat'
import { LeafRow } from './LeafRow'
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
      <table className={table.table}>
        <thead>
          <tr>
            <th>{t('batch.leaf.quest')}</th>
            <th>{t('batch.leaf.creator')}</th>
            <th>{t('batch.leaf.performer')}</th>
            <th>{t('batch.leaf.completed')}</th>
            <th>{t('batch.path')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((leaf) => (
            <LeafRow
              key={leaf.treeIndex}
              leaf={leaf}
              chosen={leaf === chosen}
              onChoose={() => setPicked(leaf.treeIndex)}
            />
          ))}
        </tbody>
      </table>
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
