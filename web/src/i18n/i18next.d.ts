import 'i18next'
import type { Word } from './Word'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words'
    resources: { words: Record<Word, string> }
    keySeparator: false
    nsSeparator: false
    returnNull: false
  }
}
