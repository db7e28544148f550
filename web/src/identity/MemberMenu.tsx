import '../i18n/enSignIn'
import { Menu } from '@mantine/core'
import { IconLogout, IconSettings, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Profile } from '../api/shapes'
import { Controls } from '../design/Controls'
import { PlainButton } from '../design/PlainButton'
import { Avatar } from '../members/Avatar'
import { shortAddress } from '../members/shortAddress'
import classes from './MemberMenu.module.css'
import { signOut } from './signOut'

/** The signed-in member: profile, settings, sign out. */
export function MemberMenu({ member }: { member: Profile }) {
  const { t } = useTranslation()
  const name = member.displayName ?? shortAddress(member.address)
  return (
    <Controls>
      <Menu position="bottom-end" width={230} shadow="md" radius="md" withinPortal={false}>
        <Menu.Target>
          <PlainButton className={classes.target} aria-label={t('account.menu', { name })}>
            <Avatar address={member.address} name={member.displayName} size={34} />
            <span className={classes.name} dir="auto">
              {name}
            </span>
          </PlainButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconUser size={18} aria-hidden="true" />}
            renderRoot={(props) => (
              <Link to="/members/$address" params={{ address: member.address }} {...props} />
            )}
          >
            {t('account.profile')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconSettings size={18} aria-hidden="true" />}
            renderRoot={(props) => <Link to="/settings" {...props} />}
          >
            {t('account.settings')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={18} aria-hidden="true" />} onClick={() => void signOut()}>
            {t('account.sign-out')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Controls>
  )
}
