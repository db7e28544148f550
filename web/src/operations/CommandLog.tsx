import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../app/ErrorNotice'
import { Button } from '../design/Button'
import { Panel } from '../design/Panel'
import table from '../design/Table.module.css'
import { useFormat } from '../i18n/useFormat'
import { nameOf } from '../members/nameOf'
import { shortAddress } from '../members/shortAddress'
import { commandsQuery } from './commandsQuery'
import { operatorPoll } from './operatorPoll'

/** What operators asked for, who and when, and what came of it. */
export function CommandLog() {
  const { t } = useTranslation()
  const format = useFormat()
  const log = useInfiniteQuery({ ...commandsQuery, refetchInterval: operatorPoll })
  const commands = log.data?.pages.flatMap((page) => page.items) ?? []
  const people = Object.fromEntries(
    log.data?.pages.flatMap((page) => Object.entries(page.people ?? {})) ?? [],
  )
  if (log.isError) return <ErrorNotice error={log.error} onRetry={() => void log.refetch()} />
  if (commands.length === 0) return null
  return (
    <Panel title={t('operator.audit')} labelledBy="audit">
      <table className={table.table}>
        <thead>
          <tr>
            <th>{t('operator.audit.when')}</th>
            <th>{t('operator.audit.what')}</th>
            <th>{t('operator.audit.who')}</th>
            <th>{t('operator.audit.result')}</th>
          </tr>
        </thead>
        <tbody>
          {commands.map((command) => (
            <tr key={command.id}>
              <td data-label={t('operator.audit.when')}>{format.moment(command.requestedAt)}</td>
              <td data-label={t('operator.audit.what')}>
                {t(`operator.kind.${command.kind}`)}
                {command.member != null && (
                  <>
                    <br />
                    {t('operator.audit.grant', {
                      amount: format.number(command.amount ?? 0),
                      member: nameOf(command.member, people),
                      note: command.note,
                    })}
                  </>
                )}
              </td>
              <td data-label={t('operator.audit.who')}>
                <code>{shortAddress(command.requestedBy)}</code>
              </td>
              <td data-label={t('operator.audit.result')}>{command.result ?? t('operator.audit.waiting')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {log.hasNextPage && (
        <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t('app.more')}
        </Button>
      )}
    </Panel>
  )
}
