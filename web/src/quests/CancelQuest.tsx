import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { questOf } from '../api/questOf'
import type { Quest } from '../api/shapes'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import { ConfirmButton } from '../design/ConfirmButton'
import { useQuestMove } from './useQuestMove'

/** Cancels an open quest after asking once; what it cost is refunded. */
export function CancelQuest({ quest }: { quest: Quest }) {
  const { t } = useTranslation()
  const toast = useToast()
  const cancel = useQuestMove(
    quest.id,
    () => questOf(client.DELETE('/api/v1/quests/{id}', { params: { path: { id: quest.id } } })),
    () => toast(t('quest.action.cancelled')),
  )
  return (
    <>
      <ConfirmButton
        label={t('quest.action.cancel')}
        question={t('quest.action.cancel.sure')}
        confirm={t('quest.action.cancel.confirm')}
        keep={t('quest.action.cancel.keep')}
        variant="subtle"
        danger
        pending={cancel.isPending}
        onConfirm={() => cancel.mutate()}
      />
      {cancel.isError && <ErrorNotice error={cancel.error} />}
    </>
  )
}
