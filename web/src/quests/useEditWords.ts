import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** The changed terms of an edit in the reader's language; the API names them by its own members. */
export function useEditWords() {
  const { t, i18n } = useTranslation()
  return useCallback(
    (reason: string) =>
      reason.replace(/[a-z][A-Za-z]+/g, (member) => {
        const key = `quest.term.${member}`
        return i18n.exists(key) ? t(key as 'quest.term.title') : member
      }),
    [t, i18n],
  )
}
