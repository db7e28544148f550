import { useTranslation } from 'react-i18next'
import type { IndexerStatus } from '../api/shapes'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import table from '../design/Table.module.css'
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
        <table className={table.table}>
          <thead>
            <tr>
              <th>{t('operator.audit.when')}</th>
              <th>{t('operator.reorgs.depth')}</th>
              <th>{t('operator.reorgs.left')}</th>
              <th>{t('operator.reorgs.ancestor')}</th>
            </tr>
          </thead>
          <tbody>
            {reorgs.map((reorg) => (
              <tr key={reorg.foundAt + reorg.fromHash}>
                <td data-label={t('operator.audit.when')}>{format.moment(reorg.foundAt)}</td>
                <td data-label={t('operator.reorgs.depth')}>{format.number(reorg.blocks)}</td>
                <td data-label={t('operator.reorgs.left')}>
                  {format.number(reorg.fromNumber)} <code>{reorg.fromHash.slice(0, 14)}…</code>
                </td>
                <td data-label={t('operator.reorgs.ancestor')}>
                  {reorg.ancestorNumber === null ? '–' : format.number(reorg.ancestorNumber)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {reorgCount > reorgs.length && (
        <p className={stack.soft}>{t('operator.reorgs.more', { amount: format.number(reorgCount) })}</p>
      )}
    </Panel>
  )
}
