import {
  encodeDeployData,
  encodeFunctionData,
  erc6492SignatureValidatorByteCode,
  type Hex,
  parseAbi,
} from 'viem'
import { type Finding, fail, inconclusive, pass } from '../Finding'
import type { Proof, SignedStatement } from '../Proof'
import type { BlockReference, Node } from './Node'
import { NodeError } from './NodeError'

const gasCap = 3_000_000
const registryAbi = parseAbi(['function isSignatureValid(address,bytes32,bytes) view returns (bool)'])
const validatorAbi = parseAbi(['constructor(address signer, bytes32 digest, bytes signature)'])

/** Whether a contract wallet stands by a signature (protocol §4): now, or else at the block where it was accepted. */
export async function walletAccepts(
  node: Node,
  finalized: BlockReference,
  proof: Proof,
  statement: SignedStatement,
  signer: Hex,
  digest: Hex,
): Promise<Finding> {
  const ask = (at: BlockReference) =>
    accepts(node, proof.domain.verifyingContract, signer, digest, statement, at)
  const now = await ask(finalized)
  if (now === true) return pass('verify.reason.wallet-accepts', { signer })
  const { validAt } = statement
  if (validAt === undefined) return fail('verify.reason.wallet-refuses', { signer })
  const then = await ask({ number: validAt.blockNumber, hash: validAt.blockHash })
  if (then === true) return pass('verify.reason.wallet-accepted', { signer, block: validAt.blockNumber })
  return now === undefined || then === undefined
    ? inconclusive('verify.reason.wallet-unknown', { signer })
    : fail('verify.reason.wallet-refuses', { signer })
}

async function accepts(
  node: Node,
  registry: Hex,
  wallet: Hex,
  digest: Hex,
  { signature, kind }: SignedStatement,
  at: BlockReference,
): Promise<boolean | undefined> {
  const args = [wallet, digest, signature] as const
  const viaRegistry = encodeFunctionData({ abi: registryAbi, functionName: 'isSignatureValid', args })
  const answer = await callOrRevert(node, registry, viaRegistry, at)
  if (isTrue(answer)) return true
  if (kind === 'erc6492') {
    const bytecode = erc6492SignatureValidatorByteCode
    return isTrue(await callOrRevert(node, null, encodeDeployData({ abi: validatorAbi, args, bytecode }), at))
  }
  return answer === '0x' ? undefined : false // nothing at all: the registry is not there at this block
}

/** @returns undefined when the call reverted, a hostile wallet's way to say no */
async function callOrRevert(
  node: Node,
  to: Hex | null,
  data: Hex,
  at: BlockReference,
): Promise<Hex | undefined> {
  try {
    return await node.call(to, data, at, gasCap)
  } catch (error) {
    if (error instanceof NodeError && error.failure === 'revert') return undefined
    throw error
  }
}

/** The registry answers with an ABI bool, the validator with one byte. */
function isTrue(answer: Hex | undefined): boolean {
  return answer !== undefined && answer !== '0x' && BigInt(answer) === 1n
}
