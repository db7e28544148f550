import { useTranslation } from 'react-i18next'
import type { Quest } from '../api/shapes'
import { MemberLink } from '../members/MemberLink'
import classes from './Parties.module.css'
import { sameAddress } from './sameAddress'
import { signedRoles } from './signedRoles'

/** Who posted it and who does it, with what they have signed for so far. */
export function Parties({ quest, me }: { quest: Quest; me: string | undefined }) {
  const { t } = useTranslation()
  const signed = signedRoles(quest)
  return (
    <ul className={classes.parties}>
      {(['creator', 'performer'] as const).map((role) => {
        const address = quest[role]
        return (
          <li key={role} className={classes.party} data-role={role}>
            <span className={classes.role}>{t(`quest.role.${role}`)}</span>
            {address === null ? (
              <span className={classes.role}>{t('quest.role.nobody')}</span>
            ) : (
              <MemberLink address={address} you={sameAddress(address, me)} />
            )}
            {quest.submission !== null && (
              <span className={classes.state} data-signed={signed[role] || undefined}>
                {t(signed[role] ? 'quest.seal.signed' : 'quest.seal.open')}
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
