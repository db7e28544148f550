import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useToast } from '../app/useToast'

/**
 * Sends an operator's command, which stays in the audit log.
 * @param onDone for commands that are done with the answer; without it, the anchorer picks the row up with its next tick
 */
export function useCommand<Command>(send: (command: Command) => Promise<unknown>, onDone?: () => void) {
  const { t } = useTranslation()
  const toast = useToast()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess() {
      toast(t(onDone === undefined ? 'operator.command.sent' : 'operator.command.done'))
      onDone?.()
      void queryClient.invalidateQueries({ queryKey: ['operator'] })
    },
  })
}
