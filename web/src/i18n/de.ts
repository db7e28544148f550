import { aboutDe } from '../about/words.de'
import { anchoringDe } from '../anchoring/words.de'
import { appDe } from '../app/words.de'
import { attestationsDe } from '../attestations/words.de'
import { chainDe } from '../chain/words.de'
import { homeDe } from '../home/words.de'
import { identityDe } from '../identity/words.de'
import { membersDe } from '../members/words.de'
import { notificationsDe } from '../notifications/words.de'
import { operatorsDe } from '../operators/words.de'
import { proofsDe } from '../proofs/words.de'
import { questsDe } from '../quests/words.de'
import { statusDe } from '../status/words.de'
import type { Word } from './Word'

/** All German words, key for key. */
export const de: Record<Word, string> = {
  ...appDe,
  ...identityDe,
  ...questsDe,
  ...attestationsDe,
  ...proofsDe,
  ...membersDe,
  ...anchoringDe,
  ...homeDe,
  ...operatorsDe,
  ...chainDe,
  ...aboutDe,
  ...statusDe,
  ...notificationsDe,
}
