import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { ConfirmButton } from '../design/ConfirmButton'
import stack from '../design/Stack.module.css'
import { useCommand } from './useCommand'

type Command = 'run' | 'pause' | 'resume'

/** Run now, pause, resume. */
export function AnchoringCommands({ paused }: { paused: boolean }) {
  const { t } = useTranslation()
  const send = useCommand((command: Command) => {
    switch (command) {
      case 'run':
        return unwrap(client.POST('/api/v1/operator/anchoring/run', { body: {} }))
      case 'pause':
        return unwrap(client.POST('/api/v1/operator/anchoring/pause', { body: {} }))
      case 'resume':
        return unwrap(client.POST('/api/v1/operator/anchoring/resume', { body: {} }))
    }
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
