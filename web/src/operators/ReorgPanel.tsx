import { useTranslation } from 'react-i18next'
import type { IndexerStatus } from '../api/shapes'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { Table } from '../design/Table'
import { useFormat } from '../i18n/useFormat'

/** Every time the chain took blocks back, and how far it went. */
export function ReorgPanel({ reorgs, reorgCount }: Pick<IndexerStatus, 'reorgs' | 'reorgCount'>) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Panel title={t('operator.reorgs')} labelledBy="reorgs">
      {reorgs.length === 0 ? (
        <p className={stack.soft}>{t('operator.reorgs.none')}</p>
      ) : (
        <Table
          rows={reorgs}
          keyOf={({ foundAt, fromHash }) => foundAt + fromHash}
          columns={[
            { head: t('operator.audit.when'), cell: ({ foundAt }) => format.moment(foundAt) },
            { head: t('operator.reorgs.depth'), cell: ({ blocks }) => format.number(blocks) },
            {
              head: t('operator.reorgs.left'),
              cell: ({ fromNumber, fromHash }) => (
                <>
                  {format.number(fromNumber)} <code>{fromHash.slice(0, 14)}…</code>
                </>
              ),
            },
            {
              head: t('operator.reorgs.ancestor'),
              cell: ({ ancestorNumber }) => (ancestorNumber === null ? '–' : format.number(ancestorNumber)),
            },
          ]}
        />
      )}
      {reorgCount > reorgs.length && (
        <p className={stack.soft}>{t('operator.reorgs.more', { amount: format.number(reorgCount) })}</p>
      )}
    </Panel>
  )
}
