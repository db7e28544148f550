import { useQuery } from '@tanstack/react-query'
import { useSession } from '../api/useSession'
import { meQuery } from './meQuery'

/** Whether the signed-in member may see the operator's screens; it only decides on links, the API decides on requests. */
export function useIsOperator(): boolean {
  const me = useQuery(meQuery(useSession()?.member.address)).data
  return me?.roles?.includes('operator') ?? false
}
