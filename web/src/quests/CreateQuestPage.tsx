import '../i18n/enLater'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { statsQuery } from '../api/statsQuery'
import { useSession } from '../api/useSession'
import { ErrorNotice } from '../app/ErrorNotice'
import { Crumb } from '../design/Crumb'
import { Page } from '../design/Page'
import { Skeleton } from '../design/Skeleton'
import { CreateQuestForm } from './CreateQuestForm'

/** Posting a quest; whoever has not signed in does so at the end. */
export function CreateQuestPage() {
  const { t } = useTranslation()
  const session = useSession()
  const stats = useQuery(statsQuery)
  return (
    <Page
      title={t('quest.create.title')}
      lead={t('quest.create.lead')}
      crumb={<Crumb to="/quests">{t('quest.crumb')}</Crumb>}
    >
      {stats.isError ? (
        <ErrorNotice error={stats.error} onRetry={() => void stats.refetch()} />
      ) : stats.isPending ? (
        <Skeleton lines={6} label={t('app.loading')} />
      ) : (
        <CreateQuestForm stats={stats.data} me={session?.member.address} />
      )}
    </Page>
  )
}
