import { type Finding, type Step, type StepName, skipped, stepNames } from './Finding'
import type { Patience } from './node/JsonRpc'
import { type Finality, type NodeView, openNode } from './node/NodeView'
import type { Proof } from './Proof'
import { ProofFormatError } from './reading/ProofFormatError'
import { readProof } from './reading/readProof'
import { checkAnchor, checkContractCode, checkRevocation, checkTime } from './steps/chainSteps'
import { checkCreatorSignature, checkPerformerSignature } from './steps/checkSignature'
import {
  checkDeadlines,
  checkDomain,
  checkLeaf,
  checkMerkle,
  checkRoles,
  checkSignaturesHash,
  checkWorkHash,
  type Deployment,
  isOf,
} from './steps/localSteps'
import { type Verdict, verdictOf } from './verdictOf'

export type Report = { verdict: Verdict; steps: Step[]; proof: Proof | undefined; offline: boolean }

type Options = {
  /** Deployments that the reader trusts; the file's own word for its deployment is never enough. */
  trusted: Deployment[]
  /** The reader's own node; without one, what only a chain knows stays undecided. */
  rpcUrl?: string
  /** The reader's word on what is final; else what the trusted deployment publishes, else the node's tag. */
  finality?: Finality
  patience?: Patience
  /** Skips what needs a node instead, because the reader wants it so. */
  offline?: boolean
  /** Called with what the file says, before anything of it is checked. */
  onProof?: (proof: Proof) => void
  /** Called with every step as it ends. */
  onStep?: (step: Step) => void
}

const checks = {
  'creator-signature': checkCreatorSignature,
  'performer-signature': checkPerformerSignature,
  roles: checkRoles,
  deadlines: checkDeadlines,
  'work-hash': checkWorkHash,
  'signatures-hash': checkSignaturesHash,
  leaf: checkLeaf,
  merkle: checkMerkle,
  anchor: checkAnchor,
  'contract-code': checkContractCode,
  time: checkTime,
  revocation: checkRevocation,
}
// Made together, since most wait for the node; told in this order.
const names = Object.keys(checks) as (keyof typeof checks)[]
const needNode = new Set<StepName>(['anchor', 'contract-code', 'time', 'revocation'])

/** Runs every step of protocol §9 in this browser. Content of any kind ends in a report, never in an exception. */
export async function verifyProof(file: Uint8Array, options: Options): Promise<Report> {
  const { trusted, rpcUrl, offline = false, finality, patience, onProof, onStep } = options
  const steps: Step[] = []
  const done = (name: StepName, finding: Finding) => {
    const step = { name, ...finding }
    steps.push(step)
    onStep?.(step)
  }
  let proof: Proof
  try {
    proof = readProof(file)
  } catch (error) {
    if (!(error instanceof ProofFormatError)) throw error
    done('format', { result: 'fail', reason: 'verify.reason.format', facts: { detail: error.message } })
    for (const name of stepNames.slice(1)) done(name, skipped('verify.reason.no-proof'))
    return { verdict: 'invalid', steps, proof: undefined, offline }
  }
  onProof?.(proof)
  done('format', { result: 'pass', reason: 'verify.reason.complete-file' })
  done('domain', checkDomain(proof, trusted))
  const view: NodeView = offline
    ? { problem: { result: 'inconclusive', reason: 'verify.reason.needs-node' } }
    : await openNode(
        rpcUrl,
        proof.domain.chainId,
        finality ?? trusted.find((deployment) => isOf(deployment, proof.domain))?.finality,
        patience,
      )
  const findings = await Promise.all(
    names.map((name) =>
      offline && needNode.has(name) ? skipped('verify.reason.offline') : checks[name](proof, view),
    ),
  )
  for (const [place, finding] of findings.entries()) done(names[place] as StepName, finding)
  return { verdict: verdictOf(steps), steps, proof, offline }
}
