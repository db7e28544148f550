/** Kinds of alarms that have words of their own; a newer service may know more. */
export const alarmWords = {
  'foreign-nonce': 'operator.alarm.foreign-nonce',
  transaction: 'operator.alarm.transaction',
  'not-signed': 'operator.alarm.not-signed',
  'signer-silent': 'operator.alarm.signer-silent',
  'foreign-root': 'operator.alarm.foreign-root',
  'dry-run': 'operator.alarm.dry-run',
  'wrong-chain': 'operator.alarm.wrong-chain',
  'beyond-finality': 'operator.alarm.beyond-finality',
  'relay-budget': 'operator.alarm.relay-budget',
  'signature-refuted': 'operator.alarm.signature-refuted',
  'reward-abandoned': 'operator.alarm.reward-abandoned',
  'reward-unpayable': 'operator.alarm.reward-unpayable',
  'fee-ceiling': 'operator.alarm.fee-ceiling',
  'key-empty': 'operator.alarm.key-empty',
  'key-low': 'operator.alarm.key-low',
  'chain-clock': 'operator.alarm.chain-clock',
  'job-failing': 'operator.alarm.job-failing',
  'self-dealing': 'operator.alarm.self-dealing',
  promise: 'operator.alarm.promise',
  storage: 'operator.alarm.storage',
  restored: 'operator.alarm.restored',
} as const

export const isKnownAlarm = (kind: string): kind is keyof typeof alarmWords => Object.hasOwn(alarmWords, kind)
