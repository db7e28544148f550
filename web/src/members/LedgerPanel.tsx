import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../app/ErrorNotice'
import { Button } from '../design/Button'
import { download } from '../design/download'
import { Panel } from '../design/Panel'
import { Skeleton } from '../design/Skeleton'
import stack from '../design/Stack.module.css'
import { useFormat } from '../i18n/useFormat'
import classes from './LedgerPanel.module.css'
import { ledgerCsv } from './ledgerCsv'
import { ledgerQuery } from './ledgerQuery'

/** Every point a member got or spent, and the same as a file. */
export function LedgerPanel({ address, mine }: { address: string; mine: boolean }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const ledger = useInfiniteQuery(ledgerQuery(address))
  const items = ledger.data?.pages.flatMap((page) => page.items) ?? []
  const reason = (word: string) => {
    const key = `member.reason.${word}`
    return i18n.exists(key) ? t(key as 'member.reason.completion') : word
  }
  return (
    <Panel
      title={t(mine ? 'member.ledger.mine' : 'member.ledger')}
      labelledBy="ledger"
      aside={
        items.length > 0 && (
          <Button
            variant="subtle"
            size="sm"
            leftSection={<IconDownload size={17} aria-hidden="true" />}
            onClick={() =>
              download(new Blob([ledgerCsv(items)], { type: 'text/csv' }), `civicforge-ledger-${address}.csv`)
            }
          >
            {t('member.ledger.csv')}
          </Button>
        )
      }
    >
      {ledger.isPending && <Skeleton lines={4} label={t('app.loading')} />}
      {ledger.isError && <ErrorNotice error={ledger.error} onRetry={() => void ledger.refetch()} />}
      {ledger.isSuccess && items.length === 0 && <p className={stack.soft}>{t('member.ledger.none')}</p>}
      <ul className={classes.entries}>
        {items.map((item, index) => (
          <li key={`${item.at}-${item.kind}-${index}`} className={classes.entry}>
            <span className={classes.amount} data-negative={item.amount < 0 || undefined}>
              {item.amount > 0 ? '+' : ''}
              {format.number(item.amount)}
            </span>
            <span className={classes.text}>
              <span>{t(`member.kind.${item.kind}`)}</span>
              <span className={classes.note}>
                {reason(item.reason)} · {format.day(item.at)}
                {item.questId !== null && (
                  <>
                    {' · '}
                    <Link to="/quests/$questId" params={{ questId: item.questId }}>
                      {t('member.ledger.quest')}
                    </Link>
                  </>
                )}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {ledger.hasNextPage && (
        <Button
          variant="default"
          loading={ledger.isFetchingNextPage}
          onClick={() => void ledger.fetchNextPage()}
        >
          {t('app.more')}
        </Button>
      )}
    </Panel>
  )
}
