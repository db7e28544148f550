import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { questOf } from '../api/questOf'
import type { Quest } from '../api/shapes'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import { ConfirmButton } from '../design/ConfirmButton'
import { useQuestMove } from './useQuestMove'

/** Lets the present performer finish and nobody take the quest after them. */
export function CloseQuest({ quest }: { quest: Quest }) {
  const { t } = useTranslation()
  const toast = useToast()
  const close = useQuestMove(
    quest.id,
    () => questOf(client.POST('/api/v1/quests/{id}/close', { params: { path: { id: quest.id } }, body: {} })),
    () => toast(t('quest.action.closed')),
  )
  return (
    <>
      <ConfirmButton
        label={t('quest.action.close')}
        question={t('quest.action.close.sure')}
        confirm={t('quest.action.close.confirm')}
        keep={t('quest.action.close.keep')}
        variant="subtle"
        pending={close.isPending}
        onConfirm={() => close.mutate()}
      />
      {close.isError && <ErrorNotice error={close.error} />}
    </>
  )
}
