import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useToast } from '../app/useToast'
import type { Word } from '../i18n/Word'

/** Sends what an operator says, says that it was done, and has what shows it read anew. */
export function useTelling<Said>(
  send: (said: Said) => Promise<unknown>,
  done: Word,
  shownBy: QueryKey[],
  onDone?: () => void,
) {
  const { t } = useTranslation()
  const toast = useToast()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess() {
      toast(t(done))
      onDone?.()
      for (const queryKey of shownBy) void queryClient.invalidateQueries({ queryKey })
    },
  })
}
