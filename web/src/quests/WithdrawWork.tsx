import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { questOf } from '../api/questOf'
import type { Quest } from '../api/shapes'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import { ConfirmButton } from '../design/ConfirmButton'
import { useQuestMove } from './useQuestMove'

/** Takes handed-in work back to change it, as long as nobody has signed; texts and files stay for the next try. */
export function WithdrawWork({ quest }: { quest: Quest }) {
  const { t } = useTranslation()
  const toast = useToast()
  const withdraw = useQuestMove(
    quest.id,
    () =>
      questOf(
        client.POST('/api/v1/quests/{id}/withdraw', {
          params: { path: { id: quest.id } },
          body: {},
        }),
      ),
    () => toast(t('quest.action.withdrawn')),
  )
  return (
    <>
      <ConfirmButton
        label={t('quest.action.withdraw')}
        question={t('quest.action.withdraw.sure')}
        confirm={t('quest.action.withdraw.confirm')}
        keep={t('quest.action.withdraw.keep')}
        variant="subtle"
        pending={withdraw.isPending}
        onConfirm={() => withdraw.mutate()}
      />
      {withdraw.isError && <ErrorNotice error={withdraw.error} />}
    </>
  )
}
