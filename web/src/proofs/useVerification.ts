import { useEffect, useRef, useState } from 'react'
import { fetchPart } from '../app/fetchPart'
import { PartMissing } from '../app/PartMissing'
import type { Step } from './Finding'
import type { Finality } from './node/NodeView'
import type { Proof } from './Proof'
import type { Deployment } from './steps/localSteps'
import type { Report } from './verifyProof'

export type Verification = {
  steps: Step[]
  proof: Proof | undefined
  report: Report | undefined
  failure: unknown
}

const nothing: Verification = { steps: [], proof: undefined, report: undefined, failure: undefined }

type Input = {
  file: Uint8Array | undefined
  trusted: Deployment[]
  rpcUrl: string | undefined
  finality?: Finality
  offline: boolean
  /** Another number verifies the same file again; what was found stands until then. */
  round?: number
}

/** Verifies a file whenever it or the circumstances change, and reports every step as it ends. */
export function useVerification({
  file,
  trusted,
  rpcUrl,
  finality,
  offline,
  round = 0,
}: Input): Verification {
  const [state, setState] = useState<Verification>(nothing)
  const shown = useRef<Uint8Array>(undefined)
  const deployments = JSON.stringify(trusted)
  useEffect(() => {
    const again = round > 0 && shown.current === file
    shown.current = file
    if (!again) setState(nothing)
    if (file === undefined) return
    let current = true
    const run = async () => {
      const { verifyProof } = await fetchPart(() => import('./verifyProof')).catch((cause: unknown) => {
        throw new PartMissing(cause)
      })
      const report = await verifyProof(file, {
        trusted: JSON.parse(deployments) as Deployment[],
        rpcUrl,
        finality,
        offline,
        onProof: (proof) => {
          if (current && !again) setState((before) => ({ ...before, proof }))
        },
        onStep: (step) => {
          if (current && !again) setState((before) => ({ ...before, steps: [...before.steps, step] }))
        },
      })
      if (current) setState({ steps: report.steps, proof: report.proof, report, failure: undefined })
    }
    run().catch((failure: unknown) => {
      if (current) setState({ ...nothing, failure })
    })
    return () => {
      current = false
    }
  }, [file, deployments, rpcUrl, finality, offline, round])
  return state
}
