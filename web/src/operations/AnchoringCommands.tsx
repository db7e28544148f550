import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import { ConfirmButton } from '../design/ConfirmButton'
import stack from '../design/Stack.module.css'

type Command = 'run' | 'pause' | 'resume'

/** Run now, pause, resume: each is a row that the anchorer picks up, and is kept in the audit log. */
export function AnchoringCommands({ paused }: { paused: boolean }) {
  const { t } = useTranslation()
  const toast = useToast()
  const queryClient = useQueryClient()
  const send = useMutation({
    mutationFn: (command: Command) => {
      switch (command) {
        case 'run':
          return unwrap(client.POST('/api/v1/operator/anchoring/run', { body: {} }))
        case 'pause':
          return unwrap(client.POST('/api/v1/operator/anchoring/pause', { body: {} }))
        case 'resume':
          return unwrap(client.POST('/api/v1/operator/anchoring/resume', { body: {} }))
      }
    },
    onSuccess() {
      toast(t('operator.command.sent'))
      void queryClient.invalidateQueries({ queryKey: ['operator'] })
    },
  })
  const commands: Command[] = paused ? ['resume'] : ['run', 'pause']
  return (
    <>
      <div className={stack.row}>
        {commands.map((command) => (
          <ConfirmButton
            key={command}
            label={t(`operator.command.${command}`)}
            question={t(`operator.command.${command}.sure`)}
            pending={send.isPending && send.variables === command}
            danger={command === 'pause'}
            onConfirm={() => send.mutate(command)}
          />
        ))}
      </div>
      {send.isError && <ErrorNotice error={send.error} />}
    </>
  )
}
