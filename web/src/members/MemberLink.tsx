import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/useFormat'
import { Avatar } from './Avatar'
import classes from './MemberLink.module.css'
import { memberQuery } from './memberQuery'
import { shortAddress } from './shortAddress'

type Props = {
  address: string
  you?: boolean
  /** Without the track record where there is little room. */
  brief?: boolean
}

/** A person: sign, name, track record, and the way to the profile; the address shows on hover. */
export function MemberLink({ address, you = false, brief = false }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const member = useQuery(memberQuery(address)).data
  const name = member?.displayName
  return (
    <Link
      to="/members/$address"
      params={{ address }}
      className={classes.link}
      data-brief={brief || undefined}
      title={address}
    >
      <Avatar address={address} name={name} size={40} />
      <span className={classes.text}>
        <span className={classes.name}>
          {name == null ? <span className="mono">{shortAddress(address)}</span> : <bdi>{name}</bdi>}
          {you && <span className={classes.you}>{t('quest.you')}</span>}
        </span>
        {member !== undefined && (
          <span className={classes.record}>
            {t('quest.record', {
              xp: format.number(member.xp),
              reputation: format.number(member.reputation),
            })}
          </span>
        )}
      </span>
    </Link>
  )
}
