import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useToast } from '../app/useToast'

/** Sends an operator's command: a row that the anchorer picks up with its next tick, and that stays in the audit log. */
export function useCommand<Command>(send: (command: Command) => Promise<unknown>) {
  const { t } = useTranslation()
  const toast = useToast()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess() {
      toast(t('operator.command.sent'))
      void queryClient.invalidateQueries({ queryKey: ['operator'] })
    },
  })
}
