import type { Hex } from 'viem'

export type SignedStatement = {
  /** The title as shown in the wallet; null after erasure. */
  quest: string | null
  questId: Hex
  creator: Hex
  performer: Hex
  workHash: Hex
  /** Unix seconds; the one member that verification takes from the message. */
  deadline: number
  signature: Hex
  kind: 'ecdsa' | 'erc1271' | 'erc6492'
  /** Where a contract signature was found valid; undefined for `ecdsa`. */
  validAt: { blockNumber: number; blockHash: Hex } | undefined
}

/** A proof file as read (protocol §9): of the right shape, nothing in it verified yet. */
export type Proof = {
  domain: { name: string; version: string; chainId: number; verifyingContract: Hex }
  questId: string
  /** Null after erasure. */
  title: string | null
  titleHash: Hex
  outcome: 'done' | 'exceptional'
  completed: {
    questId: string
    creator: Hex
    performer: Hex
    workHash: Hex
    xp: number
    reputation: number
    completedAt: number
    signaturesHash: Hex
  }
  creator: SignedStatement & { outcome: string; xp: number; reputation: number }
  performer: SignedStatement
  leaf: { encoding: string[]; value: (string | number)[]; hash: Hex }
  merkle: { batchId: number; root: Hex; leafCount: number; leafIndex: number; proof: Hex[] }
  /** Where the issuer says the root was anchored; chain and contract equal the domain's, the rest are hints. */
  anchor: {
    chainId: number
    contract: Hex
    transactionHash: Hex
    blockNumber: number
    blockHash: Hex
    logIndex: number
    finality: string
  }
  content:
    | {
        salt: Hex
        title: string
        description: string
        exceptionalCriteria: string
        submission: string
        evidence: Hex[]
      }
    | undefined
}
