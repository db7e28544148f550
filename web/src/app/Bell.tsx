import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/useSession'
import { meQuery } from '../identity/meQuery'
import classes from './Bell.module.css'

/** The service counts no further. */
const many = 100

/** The way to the inbox, with the number of lines the member has not read; nothing for a visitor. */
export function Bell() {
  const { t } = useTranslation()
  const address = useSession()?.member.address
  const unread = useQuery({ ...meQuery(address), refetchInterval: 60_000 }).data?.unread ?? 0
  if (address === undefined) return null
  return (
    <Link
      to="/inbox"
      className={classes.bell}
      aria-label={unread > 0 ? t('app.nav.unread', { count: unread }) : t('app.nav.inbox')}
    >
      <IconBell size={21} aria-hidden="true" />
      {unread > 0 && (
        <span className={classes.count} aria-hidden="true">
          {unread < many ? unread : `${many - 1}+`}
        </span>
      )}
    </Link>
  )
}
