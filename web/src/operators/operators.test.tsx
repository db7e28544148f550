import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { alarms, anchoring, commands, indexer } from '../../mocks/answers'
import { people } from '../../mocks/people'
import { renderAt } from '../../mocks/renderAt'
import { server } from '../../mocks/server'

it('tells a visitor what this is, how much has happened, and where to go', async () => {
  renderAt('/')
  expect(await screen.findByRole('heading', { level: 1, name: /signed by both sides/ })).toBeTruthy()
  expect(await screen.findByText('312')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'See the quests' })).toBeTruthy()
})

it('shows operators their screens, and nobody else', async () => {
  renderAt('/', 'operator')
  expect((await screen.findAllByRole('link', { name: 'Operator' })).length).toBeGreaterThan(0)
})

it('does not show members the operator’s screens', async () => {
  renderAt('/', 'creator')
  await screen.findByRole('button', { name: /Account of/ })
  expect(screen.queryByRole('link', { name: 'Operator' })).toBeNull()
})

it('pauses anchoring only after asking, and offers to resume', async () => {
  let paused = false
  const sent: string[] = []
  server.use(
    http.get('*/operator/anchoring', () =>
      HttpResponse.json({ ...anchoring, pauseReason: paused ? 'An operator asked for it.' : null }),
    ),
    http.post('*/operator/anchoring/:command', ({ params }) => {
      sent.push(String(params.command))
      paused = params.command === 'pause'
      return new HttpResponse(null, { status: 202 })
    }),
  )
  const { user } = renderAt('/operator', 'operator')
  await user.click(await screen.findByRole('button', { name: 'Pause' }))
  expect(sent).toEqual([])
  expect(screen.getByText(/promises to members may be broken/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Pause' }))
  await user.click(await screen.findByRole('button', { name: 'Resume' }))
  await user.click(screen.getByRole('button', { name: 'Resume' }))
  await waitFor(() => expect(sent).toEqual(['pause', 'resume']))
})

it('reads the final blocks again only after asking, and says how far that is', async () => {
  let asked = 0
  server.use(
    http.get('*/operator/indexer', () =>
      HttpResponse.json({ ...indexer, rereadNumber: asked === 0 ? indexer.finalizedNumber : -1 }),
    ),
    http.post('*/operator/indexer/reindex', () => {
      asked++
      return new HttpResponse(null, { status: 202 })
    }),
  )
  const { user } = renderAt('/operator/rewards', 'operator')
  await user.click(await screen.findByRole('button', { name: 'Check again' }))
  expect(asked).toBe(0)
  expect(screen.getByText('Final blocks to go: 0')).toBeTruthy()
  expect(screen.getByText(/Everything keeps running/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Check again' }))
  expect(await screen.findByText('Final blocks to go: 1,023')).toBeTruthy()
  expect(asked).toBe(1)
})

it('shows every command that was ever given, a page at a time', async () => {
  const [command] = commands
  server.use(
    http.get('*/operator/audit', ({ request }) =>
      new URL(request.url).searchParams.has('cursor')
        ? HttpResponse.json({ items: [{ ...command, id: 1, result: 'the first of all' }], nextCursor: null })
        : HttpResponse.json({ items: [{ ...command, id: 2, result: 'the newest' }], nextCursor: 'older' }),
    ),
  )
  const { user } = renderAt('/operator', 'operator')
  expect(await screen.findByText('the newest')).toBeTruthy()
  expect(screen.queryByText('the first of all')).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Show more' }))
  expect(await screen.findByText('the first of all')).toBeTruthy()
  expect(screen.getByText('the newest')).toBeTruthy()
})

it('shows transactions with attempts and price, by what they are for', async () => {
  renderAt('/operator/transactions', 'operator')
  expect(await screen.findByText('Anchor batch 42')).toBeTruthy()
  expect(screen.getByText('Reward for “Plant three young oaks”')).toBeTruthy()
  expect((await screen.findAllByText('73,412 · 1.25 gwei')).length).toBeGreaterThan(0)
})

it('shows the last batches with attempts, gas and confirmations, and what the keys can pay', async () => {
  renderAt('/operator', 'operator')
  expect(await screen.findByText('41.24 ETH')).toBeTruthy()
  expect(screen.getByText('the node does not say')).toBeTruthy()
  const row = (await screen.findByRole('link', { name: '#40' })).closest('tr')
  expect(row?.textContent).toMatch(/73,412/)
})

it('lists what the chain took back, and where node and database differ', async () => {
  server.use(
    http.get('*/operator/indexer', () =>
      HttpResponse.json({
        ...indexer,
        findings: [
          {
            foundAt: new Date().toISOString(),
            kind: 'log-missed',
            blockNumber: 7,
            detail: 'Log 3 of block 7.',
          },
        ],
      }),
    ),
  )
  renderAt('/operator/rewards', 'operator')
  expect(await screen.findByText('1,011')).toBeTruthy()
  expect(screen.getByText('23 in total; the latest are shown.')).toBeTruthy()
  expect(screen.getByText('Log 3 of block 7.')).toBeTruthy()
})

it('retries an abandoned reward after asking', async () => {
  let retried: string | undefined
  server.use(
    http.post('*/operator/rewards/:questId/retry', ({ params }) => {
      retried = String(params.questId)
      return new HttpResponse(null, { status: 202 })
    }),
  )
  const { user } = renderAt('/operator/rewards', 'operator')
  await user.click(await screen.findByRole('button', { name: 'Retry' }))
  await user.click(screen.getByRole('button', { name: 'Retry' }))
  await waitFor(() => expect(retried).toMatch(/0000$/))
})

it('tells a member who is not an operator whom the page is for', async () => {
  renderAt('/operator', 'creator')
  expect(await screen.findByRole('heading', { level: 1, name: 'Only for operators' })).toBeTruthy()
  expect(screen.queryByRole('link', { name: 'Transactions' })).toBeNull()
})

it('shows what needs a person and how each job is, and takes a line off when it was seen', async () => {
  let seen: string | undefined
  server.use(
    http.post('*/operator/alarms/:id/acknowledge', ({ params }) => {
      seen = String(params.id)
      return HttpResponse.json({ ...alarms[0], acknowledgedAt: new Date().toISOString() })
    }),
  )
  const { user } = renderAt('/operator', 'operator')
  expect(await screen.findByText('A key cannot pay · payout')).toBeTruthy()
  expect(screen.getByText('Failing')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Seen' }))
  await waitFor(() => expect(seen).toBe('3'))
})

it('grants points once for each filled-in form, and says what is missing', async () => {
  const sent: { to: string; key: string | null; body: unknown }[] = []
  let broken = true
  server.use(
    http.post('*/operator/members/:address/points', async ({ params, request }) => {
      const body = await request.json()
      sent.push({ to: String(params.address), key: request.headers.get('Idempotency-Key'), body })
      return broken ? HttpResponse.error() : HttpResponse.json(commands[0])
    }),
  )
  const { user } = renderAt('/operator', 'operator')
  await user.click(await screen.findByRole('button', { name: 'Grant' }))
  expect(screen.getByText('An address is 0x and 40 hex digits.')).toBeTruthy()
  expect(screen.getByText('Say why.')).toBeTruthy()
  expect(sent).toEqual([])
  await user.type(screen.getByRole('textbox', { name: 'Wallet address of the member' }), people.performer)
  await user.type(screen.getByRole('textbox', { name: 'Why' }), 'For the spring day')
  await user.click(screen.getByRole('button', { name: 'Grant' }))
  await waitFor(() => expect(sent.length).toBe(1))
  broken = false
  await user.click(screen.getByRole('button', { name: 'Grant' }))
  expect(await screen.findByText('Done. It is in the audit log.')).toBeTruthy()
  expect(sent[1]).toEqual({ ...sent[0], body: { amount: 10, note: 'For the spring day' } })
  expect(sent[0]?.key).toMatch(/^[0-9a-f-]{36}$/)
})

it('shows in the audit log who got how many points, and why', async () => {
  server.use(
    http.get('*/operator/audit', () =>
      HttpResponse.json({
        items: [
          {
            ...commands[0],
            kind: 'grant-points',
            member: people.performer,
            amount: 25,
            note: 'For the spring day',
            result: 'granted',
          },
        ],
        nextCursor: null,
        people: { [people.performer]: { displayName: 'Maya' } },
      }),
    ),
  )
  renderAt('/operator', 'operator')
  expect(await screen.findByText(/25 points to .*Maya.*: For the spring day/)).toBeTruthy()
})
