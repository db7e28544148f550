import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '../../api/client'
import type { Quest } from '../../api/shapes'
import { unwrap } from '../../api/unwrap'
import { ErrorNotice } from '../../app/ErrorNotice'
import { Button } from '../../design/Button'
import { useSignIn } from '../../identity/useSignIn'
import { questKeys } from './questKeys'

/** Asks to take a private quest; who posted it decides. Asking twice is asking once. */
export function AskToTake({ quest, me }: { quest: Quest; me: string | undefined }) {
  const { t } = useTranslation()
  const openSignIn = useSignIn()
  const queryClient = useQueryClient()
  const ask = useMutation({
    mutationFn: () =>
      unwrap(
        client.POST('/api/v1/quests/{id}/claim', {
          params: { path: { id: quest.id } },
          headers: { 'Quest-Key': questKeys.get(quest.id) ?? '' },
          body: {},
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['quest', quest.id] }),
  })
  if (me === undefined) {
    return (
      <Button size="md" onClick={() => openSignIn(() => ask.mutate())}>
        {t('quest.private.sign-in')}
      </Button>
    )
  }
  return (
    <>
      <Button size="md" loading={ask.isPending} disabled={ask.isSuccess} onClick={() => ask.mutate()}>
        {t('quest.private.ask')}
      </Button>
      {ask.isError && <ErrorNotice error={ask.error} />}
    </>
  )
}
