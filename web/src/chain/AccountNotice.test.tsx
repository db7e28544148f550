import { act, screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { announceWallet } from '../../mocks/fakeWallet'
import { people } from '../../mocks/people'
import { renderAt } from '../../mocks/renderAt'

it('says quietly that the wallet is on another account, and lets its owner choose', async () => {
  const wallet = announceWallet({ eth_accounts: [people.creator] })
  const { user } = renderAt('/verify', 'creator')
  await screen.findByRole('heading', { level: 1, name: 'Verify a proof' })
  await waitFor(() => {
    act(() => wallet.emit('accountsChanged', [people.performer]))
    expect(screen.getByText(/Your wallet is on 0x90F7…b906/)).toBeTruthy()
  })
  wallet.answer('eth_requestAccounts', [people.performer])
  wallet.answer('wallet_requestPermissions', [])
  await user.click(screen.getByRole('button', { name: 'Choose the account' }))
  await waitFor(() => expect(screen.queryByText(/Your wallet is on/)).toBeNull())
  expect(wallet.calls.map(({ method }) => method)).toContain('wallet_requestPermissions')
  wallet.answer('eth_accounts', []) // gone, for the next test
})

it('goes by itself when the wallet is back on the account of the session', async () => {
  const wallet = announceWallet({ eth_accounts: [people.creator] })
  renderAt('/verify', 'creator')
  await screen.findByRole('heading', { level: 1, name: 'Verify a proof' })
  await waitFor(() => {
    act(() => wallet.emit('accountsChanged', [people.performer]))
    expect(screen.getByText(/Your wallet is on/)).toBeTruthy()
  })
  act(() => wallet.emit('accountsChanged', [people.creator.toLowerCase(), people.performer]))
  expect(screen.queryByText(/Your wallet is on/)).toBeNull()
})
