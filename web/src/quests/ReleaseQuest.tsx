import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import type { Quest } from '../api/shapes'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import { useQuestMove } from './useQuestMove'

/** Gives a taken quest back to the board. */
export function ReleaseQuest({ quest }: { quest: Quest }) {
  const { t } = useTranslation()
  const toast = useToast()
  const release = useQuestMove(
    quest.id,
    () =>
      unwrap(client.POST('/api/v1/quests/{id}/release', { params: { path: { id: quest.id } }, body: {} })),
    () => toast(t('quest.action.released')),
  )
  return (
    <>
      <Button variant="default" loading={release.isPending} onClick={() => release.mutate()}>
        {t('quest.action.release')}
      </Button>
      {release.isError && <ErrorNotice error={release.error} />}
    </>
  )
}
