import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../app/ErrorNotice'
import { EmptyState } from '../design/EmptyState'
import { Skeleton } from '../design/Skeleton'
import stack from '../design/Stack.module.css'
import { MemberName } from '../members/MemberName'
import { BatchTable } from './BatchTable'
import { RecordRows } from './RecordRows'
import { recordQuery } from './recordQuery'

/** What was found: people first, whose proofs are one step on, then batches, then proofs. */
export function RecordResults({ search }: { search: string }) {
  const { t } = useTranslation()
  const found = useQuery(recordQuery(search))
  if (found.isPending) return <Skeleton lines={4} label={t('app.loading')} />
  if (found.isError) return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />
  const { members, batches, quests, near, people } = found.data
  if (members.length + batches.length + quests.length === 0)
    return <EmptyState title={t('record.none')}>{t('record.none.text')}</EmptyState>
  const names = Object.fromEntries(members.map(({ address, displayName }) => [address, { displayName }]))
  return (
    <div className={stack.column} role="status">
      {members.length > 0 && (
        <section className={stack.column}>
          <h2>{t('record.members')}</h2>
          <ul className={stack.column} style={{ listStyle: 'none', padding: 0, margin: 0 }}>
            {members.map(({ address }) => (
              <li key={address} className={stack.row}>
                <Link to="/members/$address" params={{ address }}>
                  <MemberName address={address} people={names} />
                </Link>
                {address.toLowerCase() !== search.toLowerCase() && (
                  <Link to="/batches" search={{ search: address }}>
                    {t('record.members.proofs')}
                  </Link>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {batches.length > 0 && (
        <section className={stack.column}>
          <h2>{t('record.batches')}</h2>
          <BatchTable batches={batches} />
        </section>
      )}
      {quests.length > 0 && (
        <section className={stack.column}>
          <h2>{t(near ? 'record.quests.near' : 'record.quests')}</h2>
          <RecordRows quests={quests} people={people} />
        </section>
      )}
    </div>
  )
}
