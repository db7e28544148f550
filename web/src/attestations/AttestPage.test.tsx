import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { describe, expect, it } from 'vitest'
import { announceWallet, walletError } from '../../mocks/fakeWallet'
import { people } from '../../mocks/people'
import { stages } from '../../mocks/quest'
import { renderAt } from '../../mocks/renderAt'
import { server } from '../../mocks/server'

const path = '/quests/01950c3e-7a2b-7c4d-8e5f-0000000000c2/attest'
const wallet = announceWallet({}, people.creator)
const signed = () => wallet.calls.filter((call) => call.method === 'eth_signTypedData_v4')

describe('reviewing and signing', () => {
  it('shows every field, and has the wallet sign exactly what the service sent', async () => {
    const { user } = renderAt(path, 'creator')
    expect(await screen.findByText(/grant Emil 101 XP and 10 reputation/)).toBeTruthy()
    for (const field of [
      'quest',
      'outcome',
      'questId',
      'creator',
      'performer',
      'workHash',
      'xp',
      'reputation',
      'deadline',
    ]) {
      expect(screen.getByText(field, { selector: 'dt' })).toBeTruthy()
    }
    await user.click(screen.getByRole('button', { name: /^Sign: / }))
    expect(await screen.findByText(/Your signature is stored/)).toBeTruthy()
    const [account, json] = signed().at(-1)?.params ?? []
    expect(account).toBe(people.creator)
    expect(JSON.parse(String(json))).toMatchObject({
      primaryType: 'CreatorAttestation',
      message: { outcome: 'done', xp: 101 },
    })
  })

  it('asks for new typed data when the outcome changes', async () => {
    const { user } = renderAt(path, 'creator')
    await user.click(await screen.findByRole('radio', { name: /Exceptional/ }))
    expect(await screen.findByText(/exceptionally well done, and grant Emil 151 XP/)).toBeTruthy()
  })

  it.each([
    [4001, 'You declined in your wallet'],
    [-32002, 'Your wallet already has a request waiting'],
    [4100, 'Your wallet has not given this site access to the account'],
    [4200, 'Your wallet can’t do this'],
    [4900, 'Your wallet is disconnected'],
    [4901, 'Your wallet can’t reach this chain'],
    [-32603, 'Your wallet reported an error'],
  ])('has its own words for the wallet’s error %i, and nothing is sent', async (code, words) => {
    wallet.answer('eth_signTypedData_v4', walletError(code))
    let sent = false
    server.events.on('request:start', ({ request }) => {
      if (request.url.endsWith('/attestations')) sent = true
    })
    const { user } = renderAt(path, 'creator')
    server.use(http.post('*/attestations', () => HttpResponse.error()))
    await user.click(await screen.findByRole('button', { name: /^Sign: / }))
    expect((await screen.findByRole('alert')).textContent).toContain(words)
    expect(sent).toBe(false)
    wallet.answer('eth_signTypedData_v4', `0x${'22'.repeat(65)}`)
  })

  it('does not ask for a signature on another chain before it has offered to switch', async () => {
    let chain = '0x1'
    wallet.answer('eth_chainId', () => chain)
    wallet.answer('wallet_switchEthereumChain', () => {
      chain = '0x7a69'
      return null
    })
    const before = signed().length
    const { user } = renderAt(path, 'performer')
    wallet.answer('eth_requestAccounts', [people.performer])
    await user.click(await screen.findByRole('button', { name: /^Sign: / }))
    await waitFor(() => expect(signed().length).toBe(before + 1))
    const methods = wallet.calls.map((call) => call.method)
    expect(methods.lastIndexOf('wallet_switchEthereumChain')).toBeLessThan(
      methods.lastIndexOf('eth_signTypedData_v4'),
    )
    wallet.answer('eth_chainId', '0x7a69')
    wallet.answer('eth_requestAccounts', [people.creator])
  })

  it('says so when the wallet is on another account than the session', async () => {
    wallet.answer('eth_requestAccounts', [people.operator])
    renderAt('/quests/01950c3e-7a2b-7c4d-8e5f-0000000000c3/attest', 'performer').user.click(
      await screen.findByRole('button', { name: /^Sign: / }),
    )
    expect((await screen.findByRole('alert')).textContent).toContain('Your wallet is on another account')
    wallet.answer('eth_requestAccounts', [people.creator])
  })

  it('refuses to have something signed that the page does not show', async () => {
    server.use(
      http.get('*/attestation', async ({ request }) => {
        const { makeHandlers } = await import('../../mocks/handlers')
        const { getResponse } = await import('msw')
        const honest = await getResponse(makeHandlers(), request)
        const payload = (await honest?.json()) as { message: { xp: number } }
        return HttpResponse.json({ ...payload, message: { ...payload.message, xp: 1500 } })
      }),
    )
    renderAt('/quests/01950c3e-7a2b-7c4d-8e5f-0000000000c2/attest', 'creator')
    expect((await screen.findByRole('alert')).textContent).toContain('xp')
    expect(screen.queryByRole('button', { name: /^Sign: / })).toBeNull()
  })
})

it('sends the work back with a reason', async () => {
  const { user, router } = renderAt(path, 'creator')
  await user.click(await screen.findByRole('radio', { name: /Not done yet/ }))
  await user.type(screen.getByLabelText(/What is missing/), 'The third oak is missing its stake.')
  await user.click(screen.getByRole('button', { name: 'Send it back' }))
  await waitFor(() => expect(router.state.location.pathname).not.toContain('attest'))
})

it('keeps the reason for sending work back until it is sent', async () => {
  const { user, unmount } = renderAt(path, 'creator')
  await user.click(await screen.findByRole('radio', { name: /Not done yet/ }))
  await user.type(screen.getByLabelText(/What is missing/), 'The third oak')
  unmount()
  renderAt(path, 'creator')
  await user.click(await screen.findByRole('radio', { name: /Not done yet/ }))
  expect((screen.getByLabelText(/What is missing/) as HTMLTextAreaElement).value).toBe('The third oak')
})

it('offers no exceptional verdict where no bar for it was set', async () => {
  server.use(
    http.get('*/quests/:id', () => HttpResponse.json({ ...stages.submitted, exceptionalCriteria: null })),
  )
  renderAt(path, 'creator')
  expect(await screen.findByRole('radio', { name: /^Done/ })).toBeTruthy()
  expect(screen.queryByRole('radio', { name: /Exceptional/ })).toBeNull()
})

it('moves to the heading of the new state after signing', async () => {
  const { user } = renderAt('/quests/01950c3e-7a2b-7c4d-8e5f-0000000000c2/attest', 'creator')
  await user.click(await screen.findByRole('button', { name: 'Sign: it is done' }))
  const heading = await screen.findByRole('heading', { name: '1 of 2 signed' })
  await waitFor(() => expect(document.activeElement).toBe(heading))
})

it('folds what the wallet will show, and says what each can still do', async () => {
  renderAt(path, 'performer')
  const summary = await screen.findByText('Show exactly what the wallet will show')
  expect(summary.closest('details')?.open).toBe(false)
  expect(screen.getByText(/Noor from the garden can still send it back/)).toBeTruthy()
  expect(screen.queryByText(/neither can take back/)).toBeNull()
})
