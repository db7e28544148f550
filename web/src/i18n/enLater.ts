import { aboutEn } from '../about/words.en'
import { anchoringEn } from '../anchoring/words.en'
import { attestationsEn } from '../attestations/words.en'
import { identityEn } from '../identity/words.en'
import { membersEn } from '../members/words.en'
import { notificationsEn } from '../notifications/words.en'
import { operatorsEn } from '../operators/words.en'
import { proofsEn } from '../proofs/words.en'
import { questsEn } from '../quests/words.en'
import { statusEn } from '../status/words.en'
import './enSignIn'
import { addEnglish } from './language'

/** The English words of all screens but the first two. */
export const enLater = {
  ...questsEn,
  ...attestationsEn,
  ...proofsEn,
  ...identityEn,
  ...membersEn,
  ...anchoringEn,
  ...operatorsEn,
  ...aboutEn,
  ...statusEn,
  ...notificationsEn,
} as const

// Each of those screens imports this module for what it does here, so that its words come with its code.
addEnglish(enLater)
