import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../app/ErrorNotice'
import { Button } from '../design/Button'
import { Panel } from '../design/Panel'
import { Table } from '../design/Table'
import { isolated } from '../i18n/isolated'
import { useFormat } from '../i18n/useFormat'
import { nameOf } from '../members/nameOf'
import { peopleOf } from '../members/peopleOf'
import { shortAddress } from '../members/shortAddress'
import { commandsQuery } from './commandsQuery'
import { operatorPoll } from './operatorPoll'

/** What operators asked for, who and when, and what came of it. */
export function CommandLog() {
  const { t } = useTranslation()
  const format = useFormat()
  const log = useInfiniteQuery({ ...commandsQuery, refetchInterval: operatorPoll })
  const commands = log.data?.pages.flatMap((page) => page.items) ?? []
  const people = peopleOf(log.data?.pages)
  if (log.isError) return <ErrorNotice error={log.error} onRetry={() => void log.refetch()} />
  if (commands.length === 0) return null
  return (
    <Panel title={t('operator.audit')} labelledBy="audit">
      <Table
        rows={commands}
        keyOf={({ id }) => id}
        columns={[
          { head: t('operator.audit.when'), cell: ({ requestedAt }) => format.moment(requestedAt) },
          {
            head: t('operator.audit.what'),
            free: true,
            cell: ({ kind, member, amount, note }) => (
              <>
                {t(`operator.kind.${kind}`)}
                {member !== null && (
                  <div>
                    {t('operator.audit.grant', {
                      amount: format.number(amount ?? 0),
                      member: nameOf(member, people),
                      note: isolated(note ?? ''),
                    })}
                  </div>
                )}
              </>
            ),
          },
          {
            head: t('operator.audit.who'),
            cell: ({ requestedBy }) => <code>{shortAddress(requestedBy)}</code>,
          },
          {
            head: t('operator.audit.result'),
            cell: ({ result }) => result ?? t('operator.audit.waiting'),
            free: true,
          },
        ]}
      />
      {log.hasNextPage && (
        <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t('app.more')}
        </Button>
      )}
    </Panel>
  )
}
