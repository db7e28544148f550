import { appEn } from '../app/words.en'
import { chainEn } from '../chain/words.en'
import { identityEn } from '../identity/words.en'
import { homeEn } from '../operations/homeWords.en'
import { boardEn } from '../quests/boardWords.en'

/** The English words that every visit needs; those of the other screens are in `enLater`. */
export const en = {
  ...appEn,
  ...identityEn,
  ...boardEn,
  ...homeEn,
  ...chainEn,
} as const
