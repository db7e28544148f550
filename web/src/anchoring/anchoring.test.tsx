import { readFileSync } from 'node:fs'
import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { batches } from '../../mocks/answers'
import { people } from '../../mocks/people'
import { makeQuest } from '../../mocks/quest'
import { renderAt } from '../../mocks/renderAt'
import { server } from '../../mocks/server'

const { batch } = JSON.parse(readFileSync('../tests/vectors/example.json', 'utf8')) as {
  batch: { root: string; dump: { values: unknown[] } }
}

function serve(dump: unknown) {
  server.use(
    http.get('*/batches/:id', () => HttpResponse.json({ ...batches[3], root: batch.root })),
    http.get('*/batches/:id/tree', () => HttpResponse.json(dump as object)),
  )
}

it('lists the batches with their states', async () => {
  renderAt('/batches')
  expect(await screen.findByText('#42')).toBeTruthy()
  expect(screen.getByText('not numbered yet')).toBeTruthy()
  expect(screen.getAllByText('In a final block').length).toBe(4)
})

it('rebuilds a batch’s tree in the browser and finds the same root', async () => {
  serve(batch.dump)
  const { user } = renderAt(`/batches/${batch.root}`)
  await user.click(await screen.findByRole('button', { name: 'Rebuild the tree' }))
  expect(await screen.findByText('The rebuilt root is the same.')).toBeTruthy()
})

it('says so when the tree that is served is another one', async () => {
  serve({ ...batch.dump, values: batch.dump.values.slice(1) })
  const { user } = renderAt(`/batches/${batch.root}`)
  await user.click(await screen.findByRole('button', { name: 'Rebuild the tree' }))
  expect(await screen.findByText(/The rebuilt root is different/)).toBeTruthy()
})

it('says that there is no such batch', async () => {
  renderAt('/batches/999')
  expect(await screen.findByText('There is no such batch.')).toBeTruthy()
})

it('shows the way of a record to the root, and that of another one when asked', async () => {
  serve(batch.dump)
  const { user } = renderAt(`/batches/${batch.root}`)
  await user.click(await screen.findByRole('button', { name: 'Rebuild the tree' }))
  const ways = await screen.findAllByRole('button', { name: 'Show its path' })
  expect(ways[0]?.getAttribute('aria-pressed')).toBe('true')
  expect(screen.getByText(/^The path of/)).toBeTruthy()
  const hashes = () => [...document.querySelectorAll('figure li')].map((item) => item.textContent)
  const first = hashes()
  await user.click(ways[1] as HTMLElement)
  expect(ways[1]?.getAttribute('aria-pressed')).toBe('true')
  await waitFor(() => expect(hashes()).not.toEqual(first))
})

it('keeps a title from right to left apart from the sentence around it', async () => {
  serve(batch.dump)
  server.use(http.get('*/quests/:id', () => HttpResponse.json(makeQuest({ title: 'زراعة (3)' }))))
  const { user } = renderAt(`/batches/${batch.root}`)
  await user.click(await screen.findByRole('button', { name: 'Rebuild the tree' }))
  expect(await screen.findByText(/The path of “\u2068زراعة \(3\)\u2069” to the root/)).toBeTruthy()
})

it('searches the record by whatever is typed, and keeps the search in the address', async () => {
  const quest = makeQuest({ title: 'Repair the weathercock', status: 'COMPLETE' })
  const sought: (string | null)[] = []
  server.use(
    http.get('*/record', ({ request }) => {
      sought.push(new URL(request.url).searchParams.get('search'))
      return HttpResponse.json({
        members: [{ address: people.performer, displayName: 'Maya' }],
        batches: [batches[3]],
        quests: [quest],
        near: false,
        people: {},
      })
    }),
  )
  const { user } = renderAt('/batches')
  await user.type(await screen.findByRole('searchbox', { name: 'Search the record' }), 'maya ')
  expect(await screen.findByText('Repair the weathercock')).toBeTruthy()
  expect(screen.getByRole('heading', { name: 'Batches' })).toBeTruthy()
  expect(sought).toEqual(['maya'])
  expect(screen.queryByText('not numbered yet')).toBeNull()
  expect(screen.getByText('People: 1, Batches: 1, Proofs: 1').role).toBe('status')
  await user.click(screen.getByRole('link', { name: 'Their proofs' }))
  await waitFor(() => expect(sought.at(-1)).toBe(people.performer))
  expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe(people.performer)
})

it('says that the record has nothing like it', async () => {
  renderAt('/batches?search=nothing')
  expect(await screen.findByRole('heading', { name: 'The record has nothing like that' })).toBeTruthy()
})

it('says that there may be more than the record shows', async () => {
  const quests = Array.from({ length: 20 }, (_, index) =>
    makeQuest({ id: makeQuest().id.replace(/..$/, `${index + 10}`) }),
  )
  server.use(
    http.get('*/record', () =>
      HttpResponse.json({ members: [], batches: [], quests, near: false, people: {} }),
    ),
  )
  renderAt('/batches?search=bench')
  expect(await screen.findByText('The newest are shown; there may be more.')).toBeTruthy()
})
