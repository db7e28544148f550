// Fills a running CivicForge with what the measured screens show: a page of open quests and one verified proof.
import { execFileSync } from 'node:child_process'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { createSiweMessage } from 'viem/siwe'

const titles = [
  'Plant three young oaks behind the school',
  'Repair the bench by the river',
  'Read aloud in the library on Saturday morning',
  'Bring the groceries up to the third floor',
  'Teach two neighbours to use the repair café’s sewing machine',
  'Clear the footpath between the allotments of brambles',
]

async function ask(url, path, { token, ...init } = {}) {
  const response = await fetch(`${url}${path}`, {
    ...init,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...init.headers,
    },
  })
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return response.json()
}

async function signIn(url) {
  const account = privateKeyToAccount(generatePrivateKey())
  const { chain } = await ask(url, '/.well-known/civicforge.json')
  const { nonce, expiresAt } = await ask(url, '/api/v1/auth/nonce', { method: 'POST', body: '{}' })
  const message = createSiweMessage({
    domain: new URL(url).host,
    uri: url,
    address: account.address,
    chainId: chain.id,
    nonce,
    version: '1',
    issuedAt: new Date(),
    expirationTime: new Date(expiresAt),
  })
  const body = JSON.stringify({ message, signature: await account.signMessage({ message }) })
  return (await ask(url, '/api/v1/auth/siwe', { method: 'POST', body })).accessToken
}

async function postQuests(url, count) {
  for (let posted = 0; posted < count; ) {
    const token = await signIn(url)
    for (let ofOne = 0; ofOne < 6 && posted < count; ofOne++, posted++) {
      await ask(url, '/api/v1/quests', {
        method: 'POST',
        token,
        headers: { 'Idempotency-Key': crypto.randomUUID() },
        body: JSON.stringify({
          title: `${titles[posted % titles.length]}, ${posted + 1}`,
          description:
            'It is dry, sanded and oiled, and nobody gets splinters any more. A photo before and after shows it.',
          exceptionalCriteria: 'A small plate says who did it and when.',
          category: ['environmental', 'civic', 'educational', 'social'][posted % 4],
          tags: ['neighbourhood'],
          rewardXp: 100,
          rewardReputation: 10,
          evidenceRequired: false,
        }),
      })
    }
  }
}

/** Paths of the screens to measure. Posts and proves only what is missing. */
export async function seed(url, civicforge) {
  const open = () => ask(url, '/api/v1/quests?status=OPEN&limit=24')
  await postQuests(url, 24 - (await open()).items.length)
  const complete = () => ask(url, '/api/v1/quests?status=COMPLETE&limit=1')
  if ((await complete()).items.length === 0) {
    execFileSync(civicforge, ['demo', '--url', url], { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  const [quest] = (await open()).items
  const [proven] = (await complete()).items
  return { home: '/', board: '/quests', quest: `/quests/${quest.id}`, proof: `/proofs/${proven.id}` }
}
