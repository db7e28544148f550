import { Suspense } from 'react'
import { useSession } from '../api/useSession'
import { lazyPart } from '../app/lazyPart'
import { welcomed } from './welcomed'

const NamePanel = lazyPart(() => import('./NamePanel'), 'NamePanel')

/** The question for a name, for members who have none and were not asked before. */
export function Welcome() {
  const member = useSession()?.member
  if (member === undefined || member.displayName || welcomed.has(member.address)) return null
  return (
    <Suspense>
      <NamePanel key={member.address} address={member.address} />
    </Suspense>
  )
}
