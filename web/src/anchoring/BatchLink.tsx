import { Link } from '@tanstack/react-router'
import { useBatchName } from './useBatchName'

type Props = {
  root: string
  batchId: number | null
  /** The record whose way its page is to show. */
  quest?: string
}

/** A batch by its number, and the way to its page. */
export function BatchLink({ root, batchId, quest }: Props) {
  const name = useBatchName()
  return (
    <Link to="/batches/$batch" params={{ batch: root }} search={{ quest }}>
      {name(batchId)}
    </Link>
  )
}
