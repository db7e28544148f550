/** Accounts 2, 3 and 4 of the default development mnemonic: who acts in every mock. */
export const people = {
  creator: '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
  performer: '0x90F79bf6EB2c4f870365E785982E1f101E93b906',
  operator: '0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65',
} as const

/** What they call themselves, as every answer that names them says it. */
export const names = {
  [people.creator]: { displayName: 'Noor from the garden' },
  [people.performer]: { displayName: 'Emil' },
  [people.operator]: { displayName: 'The operator' },
}
