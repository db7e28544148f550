import { act, screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { describe, expect, it } from 'vitest'
import { stages } from '../../mocks/quest'
import { renderAt } from '../../mocks/renderAt'
import { server } from '../../mocks/server'
import { queryClient } from '../api/queryClient'
import type { Quest } from '../api/shapes'

const open = '01950c3e-7a2b-7c4d-8e5f-0123456789ab'
const at = (number: number) => `01950c3e-7a2b-7c4d-8e5f-0000000000c${number}`

it('lets a member take an open quest and then hand in work', async () => {
  const { user } = renderAt(`/quests/${open}`, 'performer')
  await user.click(await screen.findByRole('button', { name: 'Take this quest' }))
  expect(await screen.findByRole('link', { name: 'Hand in your work' })).toBeTruthy()
})

it('tells the slower of two members that the quest is taken', async () => {
  server.use(
    http.post('*/quests/:id/claim', () =>
      HttpResponse.json({ code: 'already-claimed', title: 'x', status: 409 }, { status: 409 }),
    ),
  )
  const { user } = renderAt(`/quests/${open}`, 'performer')
  await user.click(await screen.findByRole('button', { name: 'Take this quest' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Somebody was a moment quicker')
})

it('asks a visitor to sign in instead of offering what they cannot do', async () => {
  renderAt(`/quests/${open}`)
  expect(await screen.findByRole('button', { name: 'Sign in to take it' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Take this quest' })).toBeNull()
})

it('asks before it cancels, and cancels', async () => {
  const { user } = renderAt(`/quests/${open}`, 'creator')
  await user.click(await screen.findByRole('button', { name: 'Cancel the quest' }))
  await user.click(screen.getByRole('button', { name: 'Yes, cancel it' }))
  expect((await screen.findAllByText('Cancelled')).length).toBeGreaterThan(0)
})

it('shows the way to the chain of a complete quest', async () => {
  renderAt(`/quests/${at(4)}`)
  expect(await screen.findByText('In a block')).toBeTruthy()
  expect(screen.getByText('The batch is final: the reward is being paid out by itself')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'See the proof' }).getAttribute('href')).toBe(`/proofs/${at(4)}`)
})

it('says whose signature is missing', async () => {
  renderAt(`/quests/${at(3)}`, 'creator')
  expect(await screen.findByRole('heading', { name: 'You have signed' })).toBeTruthy()
  expect(screen.getByText(/^Emil has until .* to sign too/)).toBeTruthy()
})

it('reminds the one whose turn it is, once, and says when that is possible again', async () => {
  const { user } = renderAt(`/quests/${at(3)}`, 'creator')
  await user.click(await screen.findByRole('button', { name: 'Remind Emil' }))
  expect(await screen.findByText(/^One of you reminded the other .* can be sent from/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Remind Emil' })).toBeNull()
})

it.each([
  ['who owes the signature', at(3), 'performer'],
  ['who has to look at the work', at(2), 'creator'],
  ['whose quest is under way', at(1), 'creator'],
] as const)('offers no reminder to %s', async (_, quest, me) => {
  renderAt(`/quests/${quest}`, me)
  await screen.findByRole('heading', { level: 1 })
  expect(screen.queryByRole('button', { name: /^Remind/ })).toBeNull()
})

it('says how long there is to hand in before a quest is taken, and until when afterwards', async () => {
  const { user } = renderAt(`/quests/${open}`, 'performer')
  expect(await screen.findByText('14 days after somebody takes it')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Take this quest' }))
  expect(await screen.findByText(/^Hand in by .*; after that it expires/)).toBeTruthy()
})

it('answers calmly when there is no such quest', async () => {
  renderAt('/quests/01950c3e-7a2b-7c4d-8e5f-ffffffffffff')
  expect(await screen.findByText('There is nothing for you here')).toBeTruthy()
})

it('asks before it gives a quest back', async () => {
  const { user } = renderAt(`/quests/${at(1)}`, 'performer')
  await user.click(await screen.findByRole('button', { name: 'Give it back' }))
  expect(screen.getByText(/Somebody else can take it at once/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Keep it' }))
  expect(screen.getByRole('link', { name: 'Hand in your work' })).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Give it back' }))
  await user.click(screen.getByRole('button', { name: 'Yes, give it back' }))
  expect(await screen.findByRole('heading', { name: 'Free to take' })).toBeTruthy()
})

it('lets the creator close a taken quest to others, after asking, and says so from then on', async () => {
  const { user } = renderAt(`/quests/${at(1)}`, 'creator')
  await user.click(await screen.findByRole('button', { name: 'Close to others' }))
  expect(screen.getByText(/Whoever has it may finish it/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Yes, close it' }))
  expect(await screen.findByText(/Closed: nobody can take it after this/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Close to others' })).toBeNull()
})

it('takes handed-in work back to change it, after asking', async () => {
  const { user } = renderAt(`/quests/${at(2)}`, 'performer')
  await user.click(await screen.findByRole('button', { name: 'Take it back to change it' }))
  await user.click(screen.getByRole('button', { name: 'Yes, take it back' }))
  expect(await screen.findByRole('heading', { name: 'Your work is back with you' })).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Hand in again' })).toBeTruthy()
})

it('puts the creator’s reason on top when the work came back', async () => {
  renderAt(`/quests/${at(5)}`, 'performer')
  const note = await screen.findByRole('region', { name: 'What is missing' })
  expect(note.textContent).toContain('Noor from the garden asked for another try')
  expect(note.textContent).toContain('The third oak is missing its stake')
  expect(screen.getByRole('heading', { name: 'One more try, please' })).toBeTruthy()
})

it('names people, not addresses', async () => {
  const { container } = renderAt(`/quests/${at(4)}`)
  expect(await screen.findByText('Noor from the garden asked for it, Emil did it.')).toBeTruthy()
  expect(screen.getAllByText('by Emil').length).toBeGreaterThan(0)
  await waitFor(() => expect(screen.queryByText(/^0x[0-9a-fA-F]{4}…/)).toBeNull())
  expect(container.textContent).not.toMatch(/by 0x/)
})

it('shows what was paid, and the verdict, once both have signed', async () => {
  const exceptional = {
    ...stages.complete,
    reward: { state: 'final', xp: 151, reputation: 10, transactionHash: null },
    attestations: stages.complete.attestations.map((one) =>
      one.role === 'creator' ? { ...one, outcome: 'exceptional' } : one,
    ),
  }
  server.use(http.get('*/quests/:id', () => HttpResponse.json(exceptional)))
  renderAt(`/quests/${at(4)}`)
  expect(await screen.findByText('151 XP')).toBeTruthy()
  expect(screen.getByText('Granted for exceptional work')).toBeTruthy()
  expect(screen.getByText(/found the work exceptional: 151 XP instead of 101/)).toBeTruthy()
  expect(screen.queryByText(/if the work is exceptional/)).toBeNull()
})

it('says that a quest expired before it was finished, not that nobody took it', async () => {
  renderAt(`/quests/${at(6)}`)
  expect(await screen.findByRole('heading', { name: 'Expired before it was finished' })).toBeTruthy()
  expect(screen.getByText('Taken by')).toBeTruthy()
  expect(screen.queryByText('Done by')).toBeNull()
})

describe('terms that change while somebody reads them', () => {
  const change = (terms: Partial<Quest>) =>
    server.use(
      http.get('*/quests/:id', () =>
        HttpResponse.json({ ...stages.open, ...terms }, { headers: { etag: '"2"' } }),
      ),
    )

  it('are not taken: what changed is shown first, old and new, and asked again', async () => {
    const tags: (string | null)[] = []
    server.events.on('request:start', ({ request }) => {
      if (request.url.endsWith('/claim')) tags.push(request.headers.get('if-match'))
    })
    server.use(
      http.post(
        '*/quests/:id/claim',
        () => {
          change({ rewardXp: 10 })
          return HttpResponse.json({ code: 'quest-changed', title: 'x', status: 412 }, { status: 412 })
        },
        { once: true },
      ),
    )
    const { user } = renderAt(`/quests/${open}`, 'performer')
    await user.click(await screen.findByRole('button', { name: 'Take this quest' }))
    const notice = await screen.findByText('Noor from the garden changed this quest while you were reading')
    const terms = notice.parentElement
    expect(terms?.querySelector('del')?.textContent).toBe('101 XP')
    expect(terms?.querySelector('ins')?.textContent).toBe('10 XP')
    server.use(http.post('*/quests/:id/claim', () => HttpResponse.json(stages.claimed)))
    await user.click(screen.getByRole('button', { name: 'Take it as it is now' }))
    expect(await screen.findByText(/It is yours/)).toBeTruthy()
    expect(tags[0]).toMatch(/^"101/)
    expect(tags[1]).toBe('"2"')
  })

  it('are shown as changed when the page learns of it by itself', async () => {
    renderAt(`/quests/${open}`, 'performer')
    await screen.findByRole('button', { name: 'Take this quest' })
    change({ evidenceRequired: false })
    await act(() => queryClient.invalidateQueries({ queryKey: ['quest', open] }))
    expect(await screen.findByRole('button', { name: 'Take it as it is now' })).toBeTruthy()
  })
})

it('folds a long story to its last events', async () => {
  const { user } = renderAt(`/quests/${at(4)}`)
  await user.click(await screen.findByRole('button', { name: 'Show 3 earlier events' }))
  expect(screen.getByText('Posted')).toBeTruthy()
})
