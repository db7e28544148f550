import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { keyIn, questKeys } from './questKeys'

/**
 * The key this tab holds for a quest. A key in the address is taken out of it at once, so that it is neither shared
 * by accident nor kept in the history.
 */
export function useQuestKey(questId: string): string | undefined {
  const hash = useLocation({ select: (location) => location.hash })
  const navigate = useNavigate()
  const given = keyIn(hash)
  if (given !== undefined) questKeys.keep(questId, given)
  useEffect(() => {
    if (given !== undefined) void navigate({ to: '.', hash: '', replace: true })
  }, [given, navigate])
  return given ?? questKeys.get(questId)
}
