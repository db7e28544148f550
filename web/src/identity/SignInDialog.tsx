import '../i18n/enSignIn'
import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { wellKnownQuery } from '../api/wellKnownQuery'
import { ErrorNotice } from '../app/ErrorNotice'
import type { Wallet } from '../chain/Wallet'
import { Controls } from '../design/Controls'
import { Skeleton } from '../design/Skeleton'
import { SignInSteps } from './SignInSteps'
import { WalletList } from './WalletList'

type Props = { opened: boolean; onClose: () => void; onDone: () => void }

/** Choose a wallet, be on the right chain, sign one message. */
export function SignInDialog({ opened, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const [wallet, setWallet] = useState<Wallet | null>(null)
  const wellKnown = useQuery(wellKnownQuery)
  useEffect(() => {
    if (!opened) setWallet(null)
  }, [opened])
  return (
    <Controls>
      <Modal
        opened={opened}
        onClose={onClose}
        title={t('sign-in.title')}
        centered
        lockScroll={false} // would write a style element, which the policy forbids; base.css does it
        size={460}
        padding="lg"
        attributes={{ header: { role: 'presentation' } }} // the page has a banner already
        closeButtonProps={{ 'aria-label': t('app.close') }}
      >
        {wellKnown.isPending && <Skeleton label={t('app.loading')} />}
        {wellKnown.isError && (
          <ErrorNotice error={wellKnown.error} onRetry={() => void wellKnown.refetch()} />
        )}
        {wellKnown.data !== undefined &&
          (wallet === null ? (
            <WalletList onChoose={setWallet} />
          ) : (
            <SignInSteps
              wallet={wallet}
              wellKnown={wellKnown.data}
              onBack={() => setWallet(null)}
              onDone={onDone}
            />
          ))}
      </Modal>
    </Controls>
  )
}
