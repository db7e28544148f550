import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { questOf } from '../api/questOf'
import type { Quest } from '../api/shapes'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import { ConfirmButton } from '../design/ConfirmButton'
import { useQuestMove } from './useQuestMove'

/** Gives a taken quest back, after asking: a draft may hang on it, and somebody else may take it at once. */
export function ReleaseQuest({ quest }: { quest: Quest }) {
  const { t } = useTranslation()
  const toast = useToast()
  const release = useQuestMove(
    quest.id,
    () =>
      questOf(client.POST('/api/v1/quests/{id}/release', { params: { path: { id: quest.id } }, body: {} })),
    () => toast(t(quest.closed ? 'quest.action.released.closed' : 'quest.action.released')),
  )
  return (
    <>
      <ConfirmButton
        label={t('quest.action.release')}
        question={t(quest.closed ? 'quest.action.release.closed.sure' : 'quest.action.release.sure')}
        confirm={t('quest.action.release.confirm')}
        keep={t('quest.action.release.keep')}
        variant="subtle"
        danger
        pending={release.isPending}
        onConfirm={() => release.mutate()}
      />
      {release.isError && <ErrorNotice error={release.error} />}
    </>
  )
}
