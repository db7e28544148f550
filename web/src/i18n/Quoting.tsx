import { useTranslation } from 'react-i18next'
import type { Word } from './Word'

const place = '\uFDD2'

type Props = {
  word: Word
  /** Which value of the sentence the text is. */
  of: string
  /** A member's text: it keeps its own direction, and nothing in it is read as part of the sentence. */
  text: string
  values?: Record<string, string | number>
}

/** A sentence of the catalogue around a text that somebody else wrote. */
export function Quoting({ word, of, text, values = {} }: Props) {
  const { t } = useTranslation()
  const filled: Record<string, string | number> = { ...values, [of]: place }
  const [before = '', ...after] = String(t(word, filled as never)).split(place)
  return (
    <>
      {before}
      <bdi>{text}</bdi>
      {after.join('')}
    </>
  )
}
