import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Quest } from '../api/shapes'
import { useSession } from '../api/useSession'
import { questKeys } from './private/questKeys'
import { questQuery } from './questQuery'

/**
 * A write on a quest. Its answer is the new quest, which every open screen then shows. While one is under way, asking
 * again does nothing: the second press of a double click comes before the button has changed, and a wallet would ask twice.
 * @param onDone runs also when the screen that asked is gone by then, since the new state may already have replaced it
 */
export function useQuestMove<Input = void>(
  id: string,
  move: (input: Input) => Promise<Quest>,
  onDone?: () => void,
  onFail?: (error: unknown) => void,
) {
  const queryClient = useQueryClient()
  const caller = useSession()?.member.address
  const running = useRef(false)
  const mutation = useMutation({
    mutationFn: move,
    onSettled() {
      running.current = false
    },
    onSuccess(quest) {
      onDone?.()
      // The answer to a signature repeats no names: nobody is renamed by it.
      queryClient.setQueryData(questQuery(id, caller, questKeys.get(id)).queryKey, (before) => ({
        ...quest,
        people: quest.people ?? before?.people ?? null,
      }))
      void queryClient.invalidateQueries({ queryKey: ['quests'] })
      void queryClient.invalidateQueries({ queryKey: ['stats'] })
      void queryClient.invalidateQueries({ queryKey: ['to-dos'] })
    },
    onError(error) {
      onFail?.(error)
      void queryClient.invalidateQueries({ queryKey: ['quest', id] })
    },
  })
  const mutate = (input: Input) => {
    if (running.current) return
    running.current = true
    mutation.mutate(input)
  }
  return { ...mutation, mutate }
}
