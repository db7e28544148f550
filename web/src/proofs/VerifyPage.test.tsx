import { readFileSync } from 'node:fs'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { encodeFunctionResult, parseAbi } from 'viem'
import { describe, expect, it } from 'vitest'
import artifact from '../../../contracts/abi/AttestationRegistry.json'
import { renderAt } from '../../mocks/renderAt'
import { server } from '../../mocks/server'
import { verifyProof } from './verifyProof'

const text = readFileSync('../tests/vectors/proofs/valid.json', 'utf8')
const proof = JSON.parse(text) as {
  merkle: { root: string; batchId: number }
  completed: { completedAt: number }
  domain: { verifyingContract: string }
}
const file = (content: string) => new File([content], 'proof.json', { type: 'application/json' })

async function choose(content: string) {
  const input = await waitFor(() => {
    const found = document.querySelector<HTMLInputElement>('input[type=file]')
    if (found === null) throw new Error('no file input yet')
    return found
  })
  fireEvent.change(input, { target: { files: [file(content)] } })
}

const rpc = 'http://node.test/'
const blockHash = `0x${'bb'.repeat(32)}`
const status = parseAbi(['function statusOf() view returns (uint8)'])

type Chain = {
  chainId?: string
  root?: string
  head?: string
  status?: number
  code?: string
  time?: number
  log?: boolean
}

/** A node that holds the anchor, or lies in one respect. */
function serveNode(chain: Chain = {}) {
  const root = chain.root ?? proof.merkle.root
  server.use(
    http.post(rpc, async ({ request }) => {
      const { id, method, params } = (await request.json()) as {
        id: number
        method: string
        params: [{ data?: string }, unknown]
      }
      const header = {
        number: '0x20',
        hash: blockHash,
        timestamp: `0x${(chain.time ?? proof.completed.completedAt).toString(16)}`,
      }
      const log = {
        address: proof.domain.verifyingContract.toLowerCase(),
        blockHash,
        topics: (params[0] as { topics?: string[] } | undefined)?.topics ?? [],
      }
      const call = () => {
        if (params[0].data?.startsWith('0x') && params[0].data.length < 80)
          return params[1] === 'latest' ? (chain.head ?? root) : root
        return encodeFunctionResult({ abi: status, functionName: 'statusOf', result: chain.status ?? 1 })
      }
      const results: Record<string, () => unknown> = {
        eth_chainId: () => chain.chainId ?? '0x7a69',
        eth_blockNumber: () => '0x22',
        eth_getBlockByNumber: () => header,
        eth_getBlockByHash: () => header,
        eth_getCode: () => chain.code ?? artifact.deployedBytecode,
        eth_getLogs: () => (chain.log === false ? [] : [log]),
        eth_call: call,
      }
      return HttpResponse.json({ jsonrpc: '2.0', id, result: results[method]?.() })
    }),
  )
}

async function resultOf(name: string) {
  const report = await verifyProof(new TextEncoder().encode(text), {
    trusted: [{ chainId: 31337, registry: proof.domain.verifyingContract }],
    rpcUrl: rpc,
  })
  return { step: report.steps.find((step) => step.name === name), verdict: report.verdict }
}

describe('with a node', () => {
  it('an anchored proof is valid', async () => {
    serveNode()
    const { verdict } = await resultOf('anchor')
    expect(verdict).toBe('valid')
  })

  const zero = `0x${'00'.repeat(32)}`
  it.each([
    ['another root', { root: `0x${'11'.repeat(32)}` }, 'anchor', 'fail'],
    ['nothing anchored', { root: zero, head: zero }, 'anchor', 'fail'],
    ['a block that is not final', { root: zero, head: proof.merkle.root }, 'anchor', 'inconclusive'],
    ['another chain', { chainId: '0x1' }, 'anchor', 'inconclusive'],
    ['other code', { code: '0x6001' }, 'contract-code', 'fail'],
    ['no contract', { code: '0x' }, 'contract-code', 'fail'],
    ['an anchor older than the work', { time: proof.completed.completedAt - 3600 }, 'time', 'fail'],
    ['no log', { log: false }, 'time', 'inconclusive'],
    ['a revocation by the creator', { status: 2 }, 'revocation', 'fail'],
    ['a revocation by the performer', { status: 3 }, 'revocation', 'fail'],
    ['a revocation by both', { status: 4 }, 'revocation', 'fail'],
    ['a record it does not know', { status: 0 }, 'revocation', 'inconclusive'],
  ] as const)('%s is told apart', async (_, chain, name, result) => {
    serveNode(chain)
    expect((await resultOf(name)).step?.result).toBe(result)
  })

  it('a silent node makes nothing fail', async () => {
    server.use(http.post(rpc, () => HttpResponse.error()))
    expect((await resultOf('anchor')).verdict).toBe('inconclusive')
  })
})

describe('the page', () => {
  it('says “verified” only for what the browser has computed', async () => {
    const { user } = renderAt('/verify')
    await user.click(await screen.findByText('Use my own node and registry'))
    await user.click(screen.getByLabelText('Check offline, without asking a node'))
    await choose(text)
    expect(await screen.findByRole('heading', { name: 'Verified, as far as possible offline' })).toBeTruthy()
    expect(screen.getAllByText('Passes').length).toBe(10)
    expect(screen.getAllByText('Not checked').length).toBe(4)
  })

  it('says “not verified” for a file that was changed', async () => {
    server.use(http.post('http://127.0.0.1:8545/', () => HttpResponse.error()))
    renderAt('/verify')
    await choose(
      text
        .replace('"outcome": "exceptional"', '"outcome": "done"')
        .replace('"outcome":"exceptional"', '"outcome":"done"'),
    )
    expect(await screen.findByRole('heading', { name: 'Not verified' })).toBeTruthy()
  })

  it('fetches a proof by the quest’s link', async () => {
    server.use(http.post('http://127.0.0.1:8545/', () => HttpResponse.error()))
    const { user } = renderAt('/verify')
    await user.type(
      await screen.findByLabelText('Or the id or link of a quest'),
      'http://localhost/quests/01950c3e-7a2b-7c4d-8e5f-0000000000c4',
    )
    await user.click(screen.getByRole('button', { name: 'Fetch its proof' }))
    expect(await screen.findByRole('heading', { name: 'Could not check everything' })).toBeTruthy()
  })

  it('shows the proof of a complete quest to anybody, and of no other', async () => {
    server.use(http.post('http://127.0.0.1:8545/', () => HttpResponse.error()))
    renderAt('/proofs/01950c3e-7a2b-7c4d-8e5f-0000000000c4')
    expect(await screen.findByText(/Both sides state that/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Download the proof' })).toBeTruthy()
  })

  it('says that both have to sign before there is a proof', async () => {
    renderAt('/proofs/01950c3e-7a2b-7c4d-8e5f-0000000000c3')
    expect(await screen.findByText('Both people have to sign before there is a proof.')).toBeTruthy()
  })
})
