import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { memberQuery } from '../members/memberQuery'
import { nameOf } from '../members/nameOf'

/** One of the two of a record, by their name where the service may tell it. */
export function LeafMember({ address }: { address: string }) {
  const member = useQuery({ ...memberQuery(address), retry: false }).data
  return (
    <Link to="/members/$address" params={{ address }} title={address}>
      {nameOf(address, member && { [address]: member })}
    </Link>
  )
}
