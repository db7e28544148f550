import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/useFormat'
import { Avatar } from './Avatar'
import classes from './MemberLink.module.css'
import { memberQuery } from './memberQuery'
import { shortAddress } from './shortAddress'

/** A person: picture, name or address, track record, and the way to the profile. */
export function MemberLink({ address, you = false }: { address: string; you?: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const member = useQuery(memberQuery(address)).data
  return (
    <Link to="/members/$address" params={{ address }} className={classes.link}>
      <Avatar address={address} size={40} />
      <span className={classes.text}>
        <span className={classes.name}>
          {member?.displayName ?? <span className="mono">{shortAddress(address)}</span>}
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
