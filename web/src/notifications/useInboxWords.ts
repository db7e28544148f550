import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notification, People } from '../api/shapes'
import { nameOf } from '../members/nameOf'

/** What a line says: who did what, or what time and the chain did. A service that is newer says things unknown here. */
export function useInboxWords() {
  const { t, i18n } = useTranslation()
  return useCallback(
    ({ kind, as, by }: Pick<Notification, 'kind' | 'as' | 'by'>, people: People) => {
      const key = `inbox.${kind}.${as}`
      const timely = `${key}.time`
      const known = [by === null ? timely : key, key].find((word) => i18n.exists(word)) ?? 'inbox.other'
      return t(known as 'inbox.quest.claimed.creator', { name: by === null ? '' : nameOf(by, people) })
    },
    [t, i18n],
  )
}
