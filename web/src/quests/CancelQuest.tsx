import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import type { Quest } from '../api/shapes'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import stack from '../design/Stack.module.css'
import { useQuestMove } from './useQuestMove'

/** Cancels an open quest after asking once; what it cost is refunded. */
export function CancelQuest({ quest }: { quest: Quest }) {
  const { t } = useTranslation()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const cancel = useQuestMove(
    quest.id,
    () => unwrap(client.DELETE('/api/v1/quests/{id}', { params: { path: { id: quest.id } } })),
    () => toast(t('quest.action.cancelled')),
  )
  if (!asking) {
    return (
      <Button variant="subtle" color="brick" onClick={() => setAsking(true)}>
        {t('quest.action.cancel')}
      </Button>
    )
  }
  return (
    <div className={stack.column}>
      <p>{t('quest.action.cancel.sure')}</p>
      <div className={stack.row}>
        <Button color="brick" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('quest.action.cancel.confirm')}
        </Button>
        <Button variant="default" onClick={() => setAsking(false)}>
          {t('app.back')}
        </Button>
      </div>
      {cancel.isError && <ErrorNotice error={cancel.error} />}
    </div>
  )
}
