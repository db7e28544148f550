import { useTelling } from './useTelling'

/** Says something to everybody; the screens that show it read it anew. */
export function useAnnounce<Said>(send: (said: Said) => Promise<unknown>, onDone?: () => void) {
  return useTelling(send, 'operator.announce.done', [['status'], ['health']], onDone)
}
