import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyProof } from './verifyProof'

const folder = resolve(process.cwd(), '../tests/vectors/proofs')
const read = (name: string) => new Uint8Array(readFileSync(resolve(folder, name)))
const json = <T>(name: string) => JSON.parse(readFileSync(resolve(folder, name), 'utf8')) as T

type Cases = {
  registry: string
  cases: { file: string; what: string; verdict: string; steps: Record<string, string> }[]
}
type Edit = { path: (string | number)[]; set?: unknown }

const { registry, cases } = json<Cases>('cases.json')
const [chainId = '', address = ''] = registry.split(':')
const options = { trusted: [{ chainId: Number(chainId), registry: address }], offline: true }

describe('the shared set of proof files', () => {
  it.each(cases)('$file: $what is $verdict', async ({ file, verdict, steps }) => {
    const report = await verifyProof(read(file), options)
    expect(Object.fromEntries(report.steps.map((step) => [step.name, step.result]))).toEqual(steps)
    expect(report.verdict).toBe(verdict)
  })

  it('refuses every single edit that makes the file no proof file', async () => {
    for (const edit of json<Edit[]>('refused.json')) {
      const file = json<Record<string, unknown>>('valid.json')
      apply(file, edit)
      const report = await verifyProof(new TextEncoder().encode(JSON.stringify(file)), options)
      expect(report.steps[0], JSON.stringify(edit)).toMatchObject({ name: 'format', result: 'fail' })
    }
  })
})

function apply(file: unknown, { path, ...edit }: Edit) {
  let at = file as Record<string | number, unknown>
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>
  const last = path.at(-1) ?? ''
  if ('set' in edit) at[last] = edit.set
  else if (Array.isArray(at)) at.splice(Number(last), 1)
  else delete at[last]
}
