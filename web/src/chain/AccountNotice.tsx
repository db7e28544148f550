import { IconWallet } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { BannerLine } from '../app/BannerLine'
import { shortAddress } from '../members/shortAddress'
import { accountOf } from './accountOf'
import { WalletFault } from './WalletFault'
import { walletStore } from './walletStore'

/**
 * A quiet line when the wallet of the session is switched to other accounts, long before something has to be signed.
 * It only listens; what a wallet has from the beginning is looked at when it is asked to sign.
 */
export function AccountNotice({ address }: { address: string }) {
  const { t } = useTranslation()
  const wallets = useSyncExternalStore(walletStore.subscribe, walletStore.get)
  const [other, setOther] = useState<string>()
  useEffect(() => {
    let provider = wallets[0]?.provider
    let current = true
    const changed = (accounts: unknown) => {
      const shared = Array.isArray(accounts) ? accounts.map(String) : []
      const here = shared.some((one) => one.toLowerCase() === address.toLowerCase())
      setOther(here ? undefined : shared[0])
    }
    void walletStore.ofSession(address).then((wallet) => {
      if (!current) return
      provider = wallet?.provider
      provider?.on?.('accountsChanged', changed)
    })
    return () => {
      current = false
      provider?.removeListener?.('accountsChanged', changed)
    }
  }, [wallets, address])
  const choose = useMutation({
    mutationFn: async () => {
      const wallet = await walletStore.ofSession(address)
      if (wallet === undefined) throw new WalletFault('missing')
      return accountOf(wallet, address)
    },
    onSuccess: () => setOther(undefined),
  })
  if (other === undefined) return null
  return (
    <BannerLine
      icon={IconWallet}
      text={t('wallet.switched', { other: shortAddress(other), own: shortAddress(address) })}
      action={t('wallet.switched.choose')}
      onAction={() => choose.mutate()}
    />
  )
}
