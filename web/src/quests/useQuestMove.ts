import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Quest } from '../api/shapes'
import { useSession } from '../api/useSession'
import { questQuery } from './questQuery'

/**
 * A write on a quest. Its answer is the new quest, which every open screen then shows.
 * @param onDone runs also when the screen that asked is gone by then, since the new state may already have replaced it
 */
export function useQuestMove<Input>(id: string, move: (input: Input) => Promise<Quest>, onDone?: () => void) {
  const queryClient = useQueryClient()
  const caller = useSession()?.member.address
  return useMutation({
    mutationFn: move,
    onSuccess(quest) {
      onDone?.()
      queryClient.setQueryData(questQuery(id, caller).queryKey, quest)
      void queryClient.invalidateQueries({ queryKey: ['quests'] })
      void queryClient.invalidateQueries({ queryKey: ['stats'] })
    },
    onError() {
      void queryClient.invalidateQueries({ queryKey: ['quest', id] })
    },
  })
}
