import { useTelling } from './useTelling'

/**
 * Sends an operator's command, which stays in the audit log.
 * @param onDone for commands that are done with the answer; without it, the anchorer picks the row up with its next tick
 */
export function useCommand<Command>(send: (command: Command) => Promise<unknown>, onDone?: () => void) {
  const done = onDone === undefined ? 'operator.command.sent' : 'operator.command.done'
  return useTelling(send, done, [['operator']], onDone)
}
