import type { APIRequestContext } from '@playwright/test'
import { createSiweMessage } from 'viem/siwe'
import type { Account } from './wallet'

/** A member who talks to the API directly: for what a test needs to be there before it begins. */
export async function member(request: APIRequestContext, baseURL: string | undefined, account: Account) {
  const origin = new URL(baseURL ?? '')
  let token: string | undefined
  const call = async <T>(
    method: 'get' | 'post' | 'patch' | 'delete',
    path: string,
    data?: unknown,
  ): Promise<T> => {
    const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` }
    const response = await request[method](`/api/v1${path}`, { data, headers })
    if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`)
    return (response.status() === 204 ? undefined : await response.json()) as T
  }
  const { nonce } = await call<{ nonce: string }>('post', '/auth/nonce', {})
  const message = createSiweMessage({
    domain: origin.host,
    uri: origin.origin,
    address: account.address,
    chainId: 31_337,
    nonce,
    version: '1',
  })
  const signature = await account.signMessage({ message })
  token = (await call<{ accessToken: string }>('post', '/auth/siwe', { message, signature })).accessToken
  return {
    call,
    post: async (title: string) =>
      (
        await call<{ id: string }>('post', '/quests', {
          title,
          description: 'The bench is dry, sanded and oiled, and nobody gets splinters any more.',
          category: 'civic',
        })
      ).id,
    async handIn(quest: string) {
      await call('post', `/quests/${quest}/claim`, {})
      await call('post', `/quests/${quest}/submit`, { submission: 'Sanded, oiled twice, left to dry.' })
    },
    async attest(quest: string) {
      const payload = await call<Parameters<Account['signTypedData']>[0]>(
        'get',
        `/quests/${quest}/attestation`,
      )
      await call('post', `/quests/${quest}/attestations`, { signature: await account.signTypedData(payload) })
    },
  }
}
