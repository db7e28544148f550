import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Found } from '../api/shapes'
import table from '../design/Table.module.css'
import { useFormat } from '../i18n/useFormat'
import { nameOf } from '../members/nameOf'

type Props = Pick<Found, 'quests' | 'people'>

/** Completed quests as rows: to the proof, to the two, and to the place in the batch. */
export function RecordRows({ quests, people }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th>{t('batch.leaf.quest')}</th>
          <th>{t('batch.leaf.creator')}</th>
          <th>{t('batch.leaf.performer')}</th>
          <th>{t('batch.leaf.completed')}</th>
          <th>{t('batch.title')}</th>
        </tr>
      </thead>
      <tbody>
        {quests.map(({ id, title, creator, performer, completedAt, anchoring }) => (
          <tr key={id}>
            <td data-label={t('batch.leaf.quest')}>
              <Link to="/proofs/$questId" params={{ questId: id }}>
                {title ? <bdi>{title}</bdi> : <code>{id.slice(0, 13)}…</code>}
              </Link>
            </td>
            {([creator, performer] as const).map((address, place) => (
              <td
                key={place === 0 ? 'creator' : 'performer'}
                data-label={t(place === 0 ? 'batch.leaf.creator' : 'batch.leaf.performer')}
              >
                {address !== null && (
                  <Link to="/members/$address" params={{ address }} title={address}>
                    <bdi>{nameOf(address, people)}</bdi>
                  </Link>
                )}
              </td>
            ))}
            <td data-label={t('batch.leaf.completed')}>
              {completedAt === null ? '' : format.moment(completedAt)}
            </td>
            <td data-label={t('batch.title')}>
              {anchoring?.root == null ? (
                t('record.waiting')
              ) : (
                <Link to="/batches/$batch" params={{ batch: anchoring.root }} search={{ quest: id }}>
                  {anchoring.batchId === null
                    ? t('batch.unnumbered')
                    : `#${format.number(anchoring.batchId)}`}
                </Link>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
