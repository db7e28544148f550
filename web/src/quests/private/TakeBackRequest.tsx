import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '../../api/client'
import { unwrap } from '../../api/unwrap'
import { ErrorNotice } from '../../app/ErrorNotice'
import { Button } from '../../design/Button'

/** No longer asks for a private quest. Asking again is possible as long as the link holds. */
export function TakeBackRequest({ questId }: { questId: string }) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const takeBack = useMutation({
    mutationFn: () =>
      unwrap(client.DELETE('/api/v1/quests/{id}/claim', { params: { path: { id: questId } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['quest', questId] }),
  })
  return (
    <>
      <Button variant="subtle" loading={takeBack.isPending} onClick={() => takeBack.mutate()}>
        {t('quest.private.take-back')}
      </Button>
      {takeBack.isError && <ErrorNotice error={takeBack.error} />}
    </>
  )
}
