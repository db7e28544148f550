import { mnemonicToAccount } from 'viem/accounts'

// The public mnemonic of every development chain; whoever sends it anything of value has lost it.
const mnemonic = 'test test test test test test test test test test test junk'

/** The three people of the demo. The keys are accounts 2, 3 and 4 of the development mnemonic. */
export const accounts = [
  { role: 'creator', person: 'Noor', name: 'Demo wallet: Noor (posts quests)', colour: '#0f5f4d', index: 2 },
  { role: 'performer', person: 'Emil', name: 'Demo wallet: Emil (does quests)', colour: '#c24f18', index: 3 },
  {
    role: 'operator',
    person: 'Ida',
    name: 'Demo wallet: Ida (runs the service)',
    colour: '#2b4a7a',
    index: 4,
  },
].map((person) => ({ ...person, key: mnemonicToAccount(mnemonic, { addressIndex: person.index }) }))

export type DemoAccount = (typeof accounts)[number]
