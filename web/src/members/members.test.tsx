import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { people } from '../../mocks/people'
import { stages } from '../../mocks/quest'
import { renderAt } from '../../mocks/renderAt'
import type { QuestItem } from '../api/shapes'
import { ledgerCsv } from './ledgerCsv'
import { sortWork } from './sortWork'

it('shows a member’s record, quests and points', async () => {
  renderAt(`/members/${people.performer}`)
  expect(await screen.findByRole('heading', { name: 'Emil' })).toBeTruthy()
  expect(await screen.findByText('+101')).toBeTruthy()
  expect((await screen.findAllByText(/^Taken/)).length).toBeGreaterThan(0)
})

it('sorts a member’s desk into piles', async () => {
  renderAt('/my-work', 'performer')
  expect(await screen.findByRole('heading', { name: /^To do/ })).toBeTruthy()
  expect(screen.getByRole('heading', { name: /^Done/ })).toBeTruthy()
})

it('asks a visitor to sign in', async () => {
  renderAt('/my-work')
  expect(await screen.findByText('Your quests are kept with your account.')).toBeTruthy()
})

it.each([
  ['claimed by me', stages.claimed, people.performer, 'to-do'],
  ['claimed by another', stages.claimed, people.creator, 'waiting'],
  ['to be signed by me', stages.submitted, people.creator, 'to-do'],
  ['signed by me', stages.half, people.creator, 'waiting'],
  ['complete', stages.complete, people.creator, 'done'],
  ['open', { ...stages.open, actions: [] }, people.creator, 'waiting'],
] satisfies [string, QuestItem, string, string][])(
  'a quest %s lies on the right pile',
  (_, quest, me, pile) => {
    expect(sortWork(quest, me)).toBe(pile)
  },
)

it('writes a ledger that no spreadsheet runs as a formula', () => {
  const csv = ledgerCsv([
    { at: '2026-11-22T10:00:00Z', kind: 'creation', amount: -1, reason: '=HYPERLINK("x")', questId: null },
  ])
  expect(csv).toBe(
    'at,kind,amount,reason,questId\r\n2026-11-22T10:00:00Z,creation,-1,"\'=HYPERLINK(""x"")",\r\n',
  )
})
