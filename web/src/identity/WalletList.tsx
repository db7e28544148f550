import { IconChevronRight, IconWallet } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useWallets } from '../chain/useWallets'
import type { Wallet } from '../chain/Wallet'
import { PlainButton } from '../design/PlainButton'
import classes from './WalletList.module.css'

/** Every wallet that announced itself, or what to do when none did. */
export function WalletList({ onChoose }: { onChoose: (wallet: Wallet) => void }) {
  const { t } = useTranslation()
  const wallets = useWallets()
  if (wallets.length === 0) {
    return (
      <div className={classes.none}>
        <h3>{t('sign-in.none.title')}</h3>
        <p>{t('sign-in.none.text')}</p>
        <a href="https://ethereum.org/wallets/find-wallet/" target="_blank" rel="noreferrer">
          {t('sign-in.none.link')}
        </a>
      </div>
    )
  }
  return (
    <div className={classes.column}>
      <p className={classes.lead}>{t('sign-in.lead')}</p>
      <ul className={classes.list}>
        {wallets.map((wallet) => (
          <li key={wallet.id}>
            <PlainButton className={classes.wallet} onClick={() => onChoose(wallet)}>
              {wallet.icon === undefined ? (
                <IconWallet size={36} stroke={1.5} aria-hidden="true" />
              ) : (
                <img src={wallet.icon} alt="" width={36} height={36} />
              )}
              <span className={classes.name}>{wallet.name || t('sign-in.injected')}</span>
              <IconChevronRight size={20} aria-hidden="true" />
            </PlainButton>
          </li>
        ))}
      </ul>
    </div>
  )
}
