import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../api/client'
import { unwrap } from '../api/unwrap'

/** Marks the line at a position, and all older ones, as read. */
export function useMarkRead() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (upTo: number) => unwrap(client.POST('/api/v1/notifications/read', { body: { upTo } })),
    onSuccess() {
      void queryClient.invalidateQueries({ queryKey: ['notifications'] })
      void queryClient.invalidateQueries({ queryKey: ['me'] })
    },
  })
}
