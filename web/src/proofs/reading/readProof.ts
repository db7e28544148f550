import { keccak256, stringToBytes } from 'viem'
import type { Proof, SignedStatement } from '../Proof'
import { JsonMember } from './JsonMember'
import { ProofFormatError } from './ProofFormatError'
import { parseJson } from './parseJson'

/** A longer file is refused; the largest that the protocol can produce is a tenth of it. */
const maxBytes = 1 << 20

/**
 * Reads a proof file strictly: every member present, encodings of protocol §2, no member twice, well-formed UTF-8.
 * Unknown members are ignored.
 * @throws {ProofFormatError}
 */
export function readProof(file: Uint8Array): Proof {
  if (file.length > maxBytes) throw new ProofFormatError(`The file has more than ${maxBytes} bytes.`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file)
  } catch {
    throw new ProofFormatError('The file is not well-formed UTF-8.')
  }
  const root = new JsonMember(parseJson(text))
  root.get('format').word('civicforge.proof/v1')
  const domain = root.get('domain')
  const quest = root.get('quest')
  const completed = root.get('completed')
  const leaf = root.get('leaf')
  const merkle = root.get('merkle')
  const anchor = root.get('anchor')
  const content = root.optional('content')
  return consistent({
    domain: {
      name: domain.get('name').text(),
      version: domain.get('version').text(),
      chainId: domain.get('chainId').integer(),
      verifyingContract: domain.get('verifyingContract').address(),
    },
    questId: quest.get('id').questIdText(),
    title: quest.get('title').nullableText(),
    titleHash: quest.get('titleHash').hash(),
    outcome: quest.get('outcome').word('done', 'exceptional'),
    completed: {
      questId: completed.get('questId').questIdText(),
      creator: completed.get('creator').address(),
      performer: completed.get('performer').address(),
      workHash: completed.get('workHash').hash(),
      xp: completed.get('xp').uint32(),
      reputation: completed.get('reputation').uint32(),
      completedAt: completed.get('completedAt').integer(),
      signaturesHash: completed.get('signaturesHash').hash(),
    },
    creator: creatorOf(root.get('creatorAttestation')),
    performer: statementOf(root.get('performerAttestation')),
    leaf: {
      encoding: leaf
        .get('encoding')
        .list()
        .map((type) => type.text()),
      value: leaf
        .get('value')
        .list()
        .map((element) => element.textOrInteger()),
      hash: leaf.get('hash').hash(),
    },
    merkle: {
      batchId: merkle.get('batchId').integer(),
      root: merkle.get('root').hash(),
      leafCount: merkle.get('leafCount').integer(),
      leafIndex: merkle.get('leafIndex').integer(),
      proof: merkle
        .get('proof')
        .list()
        .map((node) => node.hash()),
    },
    anchor: {
      chainId: anchor.get('chainId').integer(),
      contract: anchor.get('contract').address(),
      transactionHash: anchor.get('transactionHash').hash(),
      blockNumber: anchor.get('blockNumber').integer(),
      blockHash: anchor.get('blockHash').hash(),
      logIndex: anchor.get('logIndex').integer(),
      finality: anchor.get('finality').text(),
    },
    content: content && {
      salt: content.get('salt').hash(),
      title: content.get('title').text(),
      description: content.get('description').text(),
      exceptionalCriteria: content.get('exceptionalCriteria').text(),
      submission: content.get('submission').text(),
      evidence: content
        .get('evidence')
        .list()
        .map((hash) => hash.hash()),
    },
  })
}

function statementOf(statement: JsonMember): SignedStatement {
  const message = statement.get('message')
  const kind = statement.get('kind').word('ecdsa', 'erc1271', 'erc6492')
  const validAt = kind === 'ecdsa' ? undefined : statement.get('validAt')
  return {
    quest: message.get('quest').nullableText(),
    questId: message.get('questId').bytes(16),
    creator: message.get('creator').address(),
    performer: message.get('performer').address(),
    workHash: message.get('workHash').hash(),
    deadline: message.get('deadline').integer(),
    signature: statement.get('signature').bytes(),
    kind,
    validAt: validAt && {
      blockNumber: validAt.get('blockNumber').integer(),
      blockHash: validAt.get('blockHash').hash(),
    },
  }
}

function creatorOf(statement: JsonMember): Proof['creator'] {
  const message = statement.get('message')
  return {
    ...statementOf(statement),
    outcome: message.get('outcome').text(),
    xp: message.get('xp').uint32(),
    reputation: message.get('reputation').uint32(),
  }
}

function consistent(proof: Proof): Proof {
  if (proof.questId !== proof.completed.questId)
    throw new ProofFormatError('quest.id is not completed.questId.')
  if (proof.title !== null && keccak256(stringToBytes(proof.title)) !== proof.titleHash) {
    throw new ProofFormatError('quest.titleHash is not the hash of quest.title.')
  }
  if (proof.anchor.chainId !== proof.domain.chainId)
    throw new ProofFormatError('anchor.chainId is not domain.chainId.')
  if (proof.anchor.contract !== proof.domain.verifyingContract) {
    throw new ProofFormatError('anchor.contract is not domain.verifyingContract.')
  }
  return proof
}
