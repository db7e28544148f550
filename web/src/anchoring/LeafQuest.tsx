import { Link } from '@tanstack/react-router'
import { useLeafTitle } from './useLeafTitle'

/** The quest of a record, and the way to its proof. */
export function LeafQuest({ questId }: { questId: string }) {
  const title = useLeafTitle(questId)
  return (
    <Link to="/proofs/$questId" params={{ questId }}>
      <bdi>{title}</bdi>
    </Link>
  )
}
