import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useToast } from '../app/useToast'

/** Says something to everybody; the screens that show it read it anew. */
export function useAnnounce<Said>(send: (said: Said) => Promise<unknown>, onDone?: () => void) {
  const { t } = useTranslation()
  const toast = useToast()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess() {
      toast(t('operator.announce.done'))
      onDone?.()
      for (const queryKey of [['status'], ['health']]) void queryClient.invalidateQueries({ queryKey })
    },
  })
}
