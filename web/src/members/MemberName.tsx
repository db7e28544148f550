import type { People } from '../api/shapes'
import { Avatar } from './Avatar'
import classes from './MemberName.module.css'
import { shortAddress } from './shortAddress'

type Props = { address: string; people: People | null | undefined; size?: number }

/** A person on a card or a row: sign and name; the address shows on hover, and only who has no name is hex. */
export function MemberName({ address, people, size = 22 }: Props) {
  const name = people?.[address]?.displayName
  return (
    <span className={classes.member} title={address}>
      <Avatar address={address} name={name} size={size} />
      {name == null ? <code>{shortAddress(address)}</code> : <bdi className={classes.name}>{name}</bdi>}
    </span>
  )
}
