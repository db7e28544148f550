import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Found } from '../api/shapes'
import { ErrorNotice } from '../app/ErrorNotice'
import { EmptyState } from '../design/EmptyState'
import { ReadAloud } from '../design/ReadAloud'
import { Skeleton } from '../design/Skeleton'
import stack from '../design/Stack.module.css'
import { MemberName } from '../members/MemberName'
import { BatchTable } from './BatchTable'
import { RecordRows } from './RecordRows'
import { recordQuery } from './recordQuery'

/** As many quests as the service finds by words or by member. */
const most = 20

/** What was found, and for those who hear the page how much of each kind; the tables are not read aloud by themselves. */
export function RecordResults({ search }: { search: string }) {
  const { t } = useTranslation()
  const found = useQuery(recordQuery(search))
  const words =
    found.data === undefined
      ? []
      : (['members', 'batches', 'quests'] as const)
          .filter((kind) => found.data[kind].length > 0)
          .map((kind) => `${t(`record.${kind}`)}: ${found.data[kind].length}`)
  const none = found.isSuccess && words.length === 0
  return (
    <>
      <ReadAloud as="p" role="status">
        {none ? t('record.none') : words.join(', ')}
      </ReadAloud>
      {found.isPending && <Skeleton lines={4} label={t('app.loading')} />}
      {found.isError && <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />}
      {none && <EmptyState title={t('record.none')}>{t('record.none.text')}</EmptyState>}
      {found.isSuccess && !none && <Results search={search} found={found.data} />}
    </>
  )
}

/** People first, whose proofs are one step on, then batches, then proofs. */
function Results({ search, found }: { search: string; found: Found }) {
  const { t } = useTranslation()
  const { members, batches, quests, near, people } = found
  const names = Object.fromEntries(members.map(({ address, displayName }) => [address, { displayName }]))
  return (
    <>
      {members.length > 0 && (
        <section className={stack.column}>
          <h2>{t('record.members')}</h2>
          <ul className={stack.column}>
            {members.map(({ address }) => (
              <li key={address} className={stack.row}>
                <Link
                  to="/members/$address"
                  params={{ address }}
                  className={stack.row}
                  style={{ minWidth: 0 }}
                >
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
          {quests.length >= most && <p className={stack.soft}>{t('record.quests.more')}</p>}
        </section>
      )}
    </>
  )
}
