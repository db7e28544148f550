import { chainEn } from '../chain/words.en'
import { signInEn } from '../identity/signInWords.en'
import { addEnglish } from './language'

/** The English words of everything that speaks with a wallet. */
export const enSignIn = { ...signInEn, ...chainEn } as const

addEnglish(enSignIn)
