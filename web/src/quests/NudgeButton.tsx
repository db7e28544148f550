import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { questOf } from '../api/questOf'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import { Button } from '../design/Button'
import { useQuestMove } from './useQuestMove'

type Props = { questId: string; name: string; className?: string }

/** Asks the other one, whose turn it is, to go on. */
export function NudgeButton({ questId, name, className }: Props) {
  const { t } = useTranslation()
  const toast = useToast()
  const nudge = useQuestMove(
    questId,
    () => questOf(client.POST('/api/v1/quests/{id}/nudge', { params: { path: { id: questId } }, body: {} })),
    () => toast(t('quest.action.nudged', { name })),
  )
  return (
    <>
      <Button
        className={className}
        variant="default"
        loading={nudge.isPending}
        onClick={() => nudge.mutate()}
      >
        {t('quest.action.nudge', { name })}
      </Button>
      {nudge.isError && <ErrorNotice error={nudge.error} />}
    </>
  )
}
