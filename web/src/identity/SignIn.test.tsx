import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { announceWallet, walletError } from '../../mocks/fakeWallet'
import { people } from '../../mocks/people'
import { renderAt } from '../../mocks/renderAt'
import { server } from '../../mocks/server'
import { sessionStore } from '../api/sessionStore'

const wallet = announceWallet()

async function start() {
  const shown = renderAt('/verify')
  await shown.user.click(await screen.findByRole('button', { name: 'Sign in' }))
  await shown.user.click(await screen.findByRole('button', { name: 'Test Wallet' }))
  return shown
}

describe('signing in', () => {
  beforeEach(() => {
    wallet.answer('eth_chainId', '0x7a69')
    wallet.answer('personal_sign', `0x${'11'.repeat(65)}`)
    wallet.answer('eth_requestAccounts', [people.creator])
  })

  it('signs one message that names this site, chain and nonce', async () => {
    await start()
    await waitFor(() => expect(sessionStore.get()?.member.address).toBe(people.creator))
    const data = String(wallet.calls.findLast((call) => call.method === 'personal_sign')?.params[0])
    const message = Buffer.from(data.slice(2), 'hex').toString()
    expect(message).toContain('localhost:3000 wants you to sign in with your Ethereum account')
    expect(message).toContain('Chain ID: 31337')
    expect(message).toContain('Nonce: abcdefghijklmnopqrstuvwx')
  })

  it('asks for nothing on a wrong chain until the wallet has switched', async () => {
    let chain = '0x1'
    wallet.answer('eth_chainId', () => chain)
    wallet.answer('wallet_switchEthereumChain', () => {
      chain = '0x7a69'
      return null
    })
    const before = wallet.calls.filter((call) => call.method === 'personal_sign').length
    const { user } = await start()
    await user.click(await screen.findByRole('button', { name: 'Switch to Development' }))
    await waitFor(() => expect(sessionStore.get()).not.toBeNull())
    expect(wallet.calls.filter((call) => call.method === 'personal_sign').length).toBe(before + 1)
  })

  it('adds the chain to a wallet that does not know it', async () => {
    let chain = '0x1'
    wallet.answer('eth_chainId', () => chain)
    wallet.answer('wallet_switchEthereumChain', walletError(4902))
    wallet.answer('wallet_addEthereumChain', () => {
      chain = '0x7a69'
      return null
    })
    const { user } = await start()
    await user.click(await screen.findByRole('button', { name: 'Switch to Development' }))
    await waitFor(() => expect(sessionStore.get()).not.toBeNull())
    const added = wallet.calls.findLast((call) => call.method === 'wallet_addEthereumChain')
    expect(added?.params[0]).toMatchObject({ chainId: '0x7a69', rpcUrls: ['http://127.0.0.1:8545'] })
  })

  it('takes a refusal calmly and can be tried again', async () => {
    wallet.answer('personal_sign', walletError(4001))
    const { user } = await start()
    expect((await screen.findByRole('alert')).textContent).toContain('You declined in your wallet')
    expect(sessionStore.get()).toBeNull()
    wallet.answer('personal_sign', `0x${'11'.repeat(65)}`)
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(sessionStore.get()).not.toBeNull())
  })

  it('says it in its own words when the service does not accept the message', async () => {
    server.use(
      http.post('*/auth/siwe', () =>
        HttpResponse.json({ code: 'siwe-nonce-unknown', title: 'x', status: 401 }, { status: 401 }),
      ),
    )
    await start()
    expect(await screen.findByText('That sign-in request was too old. Start again.')).toBeTruthy()
  })
})

it('signs out here and on the server', async () => {
  let told = false
  server.use(
    http.post('*/auth/logout', () => {
      told = true
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const { user } = renderAt('/verify', 'creator')
  await user.click(await screen.findByRole('button', { name: /Account of Noor/ }))
  await user.click(await screen.findByRole('menuitem', { name: 'Sign out', hidden: true }))
  await waitFor(() => expect(sessionStore.get()).toBeNull())
  expect(told).toBe(true)
})
