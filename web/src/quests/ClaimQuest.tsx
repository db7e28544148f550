import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import type { Quest } from '../api/shapes'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import stack from '../design/Stack.module.css'
import { useQuestMove } from './useQuestMove'

/** Takes an open quest; one member wins, the others are told so. */
export function ClaimQuest({ quest }: { quest: Quest }) {
  const { t } = useTranslation()
  const toast = useToast()
  const claim = useQuestMove(
    quest.id,
    () => unwrap(client.POST('/api/v1/quests/{id}/claim', { params: { path: { id: quest.id } }, body: {} })),
    () => toast(t('quest.action.claimed')),
  )
  return (
    <>
      <Button size="md" loading={claim.isPending} onClick={() => claim.mutate()}>
        {t('quest.action.claim')}
      </Button>
      <p className={`${stack.soft} ${stack.small}`}>{t('quest.action.claim.hint')}</p>
      {claim.isError && <ErrorNotice error={claim.error} />}
    </>
  )
}
