import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api/ApiProblem'
import { ApiUnreachable } from '../api/ApiUnreachable'
import { WalletFault } from '../chain/WalletFault'
import { PartMissing } from './PartMissing'

export type ErrorWords = { title: string; advice: string; code?: string; traceId?: string }

/** Turns any failure into what happened and what to do next, in the reader's language. */
export function useErrorWords() {
  const { t, i18n } = useTranslation()
  return useCallback(
    (error: unknown): ErrorWords => {
      if (error instanceof WalletFault) {
        return { title: t(`wallet.${error.reason}.title`), advice: t(`wallet.${error.reason}.advice`) }
      }
      if (error instanceof PartMissing) {
        return { title: t('error.part.title'), advice: t('error.part.advice') }
      }
      if (error instanceof ApiUnreachable) {
        return { title: t('error.unreachable.title'), advice: t('error.unreachable.advice') }
      }
      if (error instanceof ApiProblem) {
        const key = `problem.${error.code}`
        const known = i18n.exists(key)
        return {
          title: known ? t(key as 'problem.internal', error.facts) : error.message,
          advice: known ? t('error.refused.advice') : (error.detail ?? t('error.refused.advice')),
          code: error.code,
          traceId: error.traceId,
        }
      }
      return { title: t('error.unknown.title'), advice: t('error.unknown.advice') }
    },
    [t, i18n],
  )
}
