import { aboutEn } from '../about/words.en'
import { anchoringEn } from '../anchoring/words.en'
import { appEn } from '../app/words.en'
import { attestationsEn } from '../attestations/words.en'
import { chainEn } from '../chain/words.en'
import { identityEn } from '../identity/words.en'
import { membersEn } from '../members/words.en'
import { operationsEn } from '../operations/words.en'
import { proofsEn } from '../proofs/words.en'
import { questsEn } from '../quests/words.en'

/** All English words. A German word that is missing fails the type check. */
export const en = {
  ...appEn,
  ...identityEn,
  ...questsEn,
  ...attestationsEn,
  ...proofsEn,
  ...membersEn,
  ...anchoringEn,
  ...operationsEn,
  ...chainEn,
  ...aboutEn,
} as const
