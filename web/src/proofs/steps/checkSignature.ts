import { type Hex, keccak256, size, slice, stringToBytes, zeroAddress } from 'viem'
import { type Finding, fail, pass } from '../Finding'
import { askNode, type NodeView } from '../node/NodeView'
import { walletAccepts } from '../node/walletAccepts'
import type { Proof, SignedStatement } from '../Proof'
import { parseEcdsa } from './parseEcdsa'
import { signerOf } from './signerOf'
import { creatorDigest, performerDigest } from './statementDigest'

const maxContractSignature = 16 * 1024
const erc6492Suffix: Hex = `0x${'6492'.repeat(16)}`

/** `creator-signature`: the creator signed exactly what the rest of the file says. */
export function checkCreatorSignature(proof: Proof, view: NodeView): Promise<Finding> {
  const { creator, completed, outcome } = proof
  const differs =
    difference(proof, creator) ??
    (creator.outcome !== outcome
      ? 'outcome'
      : creator.xp !== completed.xp
        ? 'xp'
        : creator.reputation !== completed.reputation
          ? 'reputation'
          : undefined)
  return check(proof, creator, differs, completed.creator, creatorDigest(proof), view)
}

/** `performer-signature`: the performer signed exactly what the rest of the file says. */
export function checkPerformerSignature(proof: Proof, view: NodeView): Promise<Finding> {
  const { performer, completed } = proof
  return check(
    proof,
    performer,
    difference(proof, performer),
    completed.performer,
    performerDigest(proof),
    view,
  )
}

/** The first member of the message that does not repeat what the file says. */
function difference({ completed, titleHash }: Proof, message: SignedStatement): string | undefined {
  if (message.quest !== null && keccak256(stringToBytes(message.quest)) !== titleHash) return 'quest'
  if (message.questId !== `0x${completed.questId.replaceAll('-', '')}`) return 'questId'
  if (message.creator !== completed.creator) return 'creator'
  if (message.performer !== completed.performer) return 'performer'
  return message.workHash !== completed.workHash ? 'workHash' : undefined
}

async function check(
  proof: Proof,
  statement: SignedStatement,
  differs: string | undefined,
  signer: Hex,
  digest: Hex,
  view: NodeView,
): Promise<Finding> {
  if (differs !== undefined) return fail('verify.reason.message-differs', { field: differs })
  const { signature, kind } = statement
  const ecdsa = parseEcdsa(signature)
  const recovered = ecdsa && signerOf(digest, ecdsa)
  if (recovered === signer && signer !== zeroAddress) {
    if (ecdsa?.highS) return fail('verify.reason.malleable')
    return kind === 'ecdsa'
      ? pass('verify.reason.signed-by', { signer })
      : fail('verify.reason.other-kind', { kind })
  }
  if (kind === 'ecdsa') {
    return ecdsa === undefined
      ? fail('verify.reason.no-signature')
      : fail('verify.reason.signed-by-other', { signer })
  }
  if (size(signature) > maxContractSignature) return fail('verify.reason.signature-too-long')
  const wrapped = size(signature) >= 32 && slice(signature, -32) === erc6492Suffix
  if (wrapped !== (kind === 'erc6492')) return fail('verify.reason.other-kind', { kind })
  return askNode(view, (node, finalized) => walletAccepts(node, finalized, proof, statement, signer, digest))
}
