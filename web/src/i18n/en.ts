import { appEn } from '../app/words.en'
import { homeEn } from '../home/words.en'
import { identityFirstEn } from '../identity/firstWords.en'
import { boardEn } from '../quests/boardWords.en'

/** The English words that every visit needs; those of the other screens are in `enLater`. */
export const en = {
  ...appEn,
  ...identityFirstEn,
  ...boardEn,
  ...homeEn,
} as const
