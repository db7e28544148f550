import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../api/queryClient'
import type { WellKnown } from '../api/shapes'
import { ErrorNotice } from '../app/ErrorNotice'
import { chainIdOf } from '../chain/chainIdOf'
import { connect } from '../chain/connect'
import { switchChain } from '../chain/switchChain'
import type { Wallet } from '../chain/Wallet'
import { WalletFault } from '../chain/WalletFault'
import { Button } from '../design/Button'
import classes from './SignInSteps.module.css'
import { signIn } from './signIn'

type Props = { wallet: Wallet; wellKnown: WellKnown; onBack: () => void; onDone: () => void }

/** Connect, check the chain before anything is signed, offer to switch, then sign in. */
export function SignInSteps({ wallet, wellKnown, onBack, onDone }: Props) {
  const { t } = useTranslation()
  const [onChain, setOnChain] = useState<number | null>(null)
  const over = useRef(false)
  const finish = () => {
    if (over.current) return
    over.current = true
    void queryClient.invalidateQueries()
    onDone()
  }
  const flow = useMutation({
    mutationFn: async (step: 'start' | 'switch') => {
      const address = await connect(wallet)
      if (step === 'switch') await switchChain(wallet, wellKnown.chain)
      const chainId = await chainIdOf(wallet)
      setOnChain(chainId)
      if (chainId !== wellKnown.chain.id) return false
      await signIn(wallet, address, wellKnown, t('sign-in.statement'))
      return true
    },
    onSuccess: (signedIn) => {
      if (signedIn) finish()
    },
    onError: (fault) => {
      if (fault instanceof WalletFault) fault.late?.then(finish, () => undefined) // what failed is on the screen already
    },
  })
  const { mutate } = flow
  useEffect(() => mutate('start'), [wallet])

  if (onChain !== null && onChain !== wellKnown.chain.id && !flow.isPending) {
    return (
      <div className={classes.steps}>
        <h3>{t('sign-in.chain.title', { chain: wellKnown.chain.name })}</h3>
        <p>
          {t('sign-in.chain.text', {
            given: onChain,
            wanted: wellKnown.chain.id,
            chain: wellKnown.chain.name,
          })}
        </p>
        {flow.isError && <ErrorNotice error={flow.error} />}
        <Button onClick={() => mutate('switch')}>
          {t('sign-in.chain.switch', { chain: wellKnown.chain.name })}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {t('sign-in.other')}
        </Button>
      </div>
    )
  }
  return (
    <div className={classes.steps}>
      {flow.isError ? (
        <ErrorNotice error={flow.error} onRetry={() => mutate('start')} />
      ) : (
        <div className={classes.waiting} role="status">
          <span className={classes.pulse} aria-hidden="true" />
          <div>
            <h3>{t('sign-in.waiting.title')}</h3>
            <p>{t('sign-in.waiting.text')}</p>
          </div>
        </div>
      )}
      <Button variant="subtle" onClick={onBack}>
        {t('sign-in.other')}
      </Button>
    </div>
  )
}
