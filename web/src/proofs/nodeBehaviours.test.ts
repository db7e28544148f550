import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import i18next from 'i18next'
import { beforeAll, expect, it } from 'vitest'
import artifact from '../../../contracts/abi/AttestationRegistry.json'
import { server as mocks } from '../../mocks/server'
import '../i18n/enLater'
import { verifyProof } from './verifyProof'

type Rule = {
  method: string
  includes?: string
  times?: number
  block?: string
  covers?: string
  spanAbove?: number
  unlessAuthorization?: string
  status?: number
  headers?: Record<string, string>
  body?: string
  fillMiB?: number
  delayMs?: number
  dripMs?: number
  result?: unknown
  error?: unknown
}
type Case = {
  name: string
  file?: string
  hint?: number
  finality?: string
  published?: string
  credentials?: string
  loose?: boolean
  says?: string
  rules: Rule[]
  verdict: string
  steps: Record<string, string>
}
type Request = { method: string; params: unknown[]; id: number }

const folder = resolve(process.cwd(), '../tests/vectors')
const read = (name: string) => readFileSync(resolve(folder, name), 'utf8')
const { honest, cases, callTimeoutMs } = JSON.parse(read('node-behaviours.json')) as {
  honest: Rule[]
  cases: Case[]
  callTimeoutMs: number
}
const { registry } = JSON.parse(read('proofs/cases.json')) as { registry: string }
const [chainId = '', address = ''] = registry.split(':')

// A real server answers here, not the mocked API.
beforeAll(() => mocks.close())

it.each(cases)('$name: $verdict', async (one) => {
  const file = JSON.parse(read(`proofs/${one.file ?? 'valid.json'}`))
  if (one.hint !== undefined) file.anchor.blockNumber = one.hint
  const node = await scriptedNode(filledIn([...one.rules, ...honest], file.merkle.root))
  try {
    const credentials = one.credentials === undefined ? '' : `${one.credentials}@`
    const report = await verifyProof(new TextEncoder().encode(JSON.stringify(file)), {
      trusted: [{ chainId: Number(chainId), registry: address, finality: one.published }],
      rpcUrl: `http://${credentials}127.0.0.1:${node.port}/`,
      finality: one.finality,
      patience: { timeoutMs: callTimeoutMs, pauseMs: 10 },
    })
    const told = report.steps.map((step) => ({
      ...step,
      words: i18next.t(step.reason, { ...step.facts }),
    }))
    for (const { name, result, words } of told) {
      if (one.loose && result === 'inconclusive' && !(name in one.steps)) continue
      expect(result, `${name}: ${words}`).toBe(one.steps[name] ?? 'pass')
    }
    expect(report.verdict).toBe(one.verdict)
    const { says } = one
    if (says !== undefined) expect(told.some(({ words }) => words.includes(says))).toBe(true)
  } finally {
    node.close()
  }
})

function filledIn(rules: Rule[], root: string): Rule[] {
  const code = artifact.deployedBytecode
  const text = JSON.stringify(rules)
    .replaceAll('$root', root)
    .replaceAll('$CODE', `0x${code.slice(2).toUpperCase()}`)
  return JSON.parse(text.replaceAll('$code', code)) as Rule[]
}

async function scriptedNode(rules: Rule[]) {
  const left = rules.map((rule) => rule.times ?? Number.POSITIVE_INFINITY)
  const take = (request: Request, authorization: string | undefined) => {
    const at = rules.findIndex((rule, index) => (left[index] ?? 0) > 0 && fits(rule, request, authorization))
    left[at] = (left[at] ?? 0) - 1
    return rules[at] as Rule
  }
  const answer = async (message: IncomingMessage, response: ServerResponse) => {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', 'content-type, authorization')
    if (message.method === 'OPTIONS') return response.end()
    let text = ''
    for await (const chunk of message) text += chunk
    const request = JSON.parse(text) as Request
    const rule = take(request, message.headers.authorization)
    await new Promise((resolve) => setTimeout(resolve, rule.delayMs ?? 0))
    response.writeHead(rule.status ?? 200, rule.headers)
    if (rule.dripMs === undefined) return response.end(bodyOf(rule, request.id))
    const drip = setInterval(() => response.write(' '), rule.dripMs)
    return response.on('close', () => clearInterval(drip))
  }
  const server = createServer((message, response) => void answer(message, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function bodyOf({ body, fillMiB, error, result = null }: Rule, id: number): string {
  if (body !== undefined) return body
  if (fillMiB !== undefined) return `{"result":"0x${'0'.repeat(fillMiB << 20)}"}`
  return JSON.stringify({ jsonrpc: '2.0', id, ...(error === undefined ? { result } : { error }) })
}

function fits(rule: Rule, { method, params }: Request, authorization: string | undefined): boolean {
  if (rule.method !== method) return false
  if (rule.unlessAuthorization !== undefined && rule.unlessAuthorization === authorization) return false
  const text = JSON.stringify(params)
  if (rule.includes?.split('|').some((part) => !text.includes(part))) return false
  if (rule.spanAbove === undefined && rule.covers === undefined && rule.block === undefined) return true
  const range = params[0] as { fromBlock: string; toBlock: string }
  const [from, to] = [Number(range.fromBlock), Number(range.toBlock)]
  if (rule.spanAbove !== undefined) return to - from + 1 > rule.spanAbove
  if (rule.covers !== undefined) return from <= Number(rule.covers) && Number(rule.covers) <= to
  return from === to && from === Number(rule.block)
}
