import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { people } from '../../mocks/people'
import { stages } from '../../mocks/quest'
import { renderAt } from '../../mocks/renderAt'
import type { QuestItem } from '../api/shapes'
import { avatarHue, avatarHues } from './avatarHue'
import { byDeadline, deskItem } from './deskOf'
import { ledgerCsv } from './ledgerCsv'

it('shows a member’s record, quests and points', async () => {
  renderAt(`/members/${people.performer}`)
  expect(await screen.findByRole('heading', { name: 'Emil' })).toBeTruthy()
  expect(await screen.findByText('+101')).toBeTruthy()
  expect((await screen.findAllByText(/^Taken, for Noor/)).length).toBeGreaterThan(0)
})

it('sorts a member’s desk into piles', async () => {
  renderAt('/my-work', 'performer')
  expect(await screen.findByRole('heading', { name: /^To do/ })).toBeTruthy()
  expect(screen.getByText('1 done – see my proof')).toBeTruthy()
  expect(await screen.findByRole('link', { name: 'Hand in again' })).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Hand in' })).toBeTruthy()
  expect(screen.getAllByRole('link', { name: 'Sign' })).toHaveLength(2)
  expect(screen.getByText('You do it for Noor from the garden')).toBeTruthy()
  expect(screen.getByText(/The third oak is missing its stake/)).toBeTruthy()
})

it('offers on the desk to remind whoever one waits for', async () => {
  const { user } = renderAt('/my-work', 'creator')
  await user.click(await screen.findByRole('button', { name: 'Remind Emil' }))
  expect(await screen.findByText('Emil is reminded that it is their turn.')).toBeTruthy()
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
    expect(deskItem(quest, me).pile).toBe(pile)
  },
)

it.each([people.performer, people.creator])('shows the end of a claim to %s alike', (me) => {
  const { claimUntil } = stages.claimed
  expect(deskItem(stages.claimed, me).until).toBe(Date.parse(claimUntil ?? ''))
})

it('puts what ends first on top of the desk, and what has no end last', () => {
  const desk = [
    deskItem({ ...stages.open, dueAt: null, actions: [] }, people.creator),
    deskItem(stages.submitted, people.creator),
    deskItem(stages.claimed, people.performer),
  ]
  expect(desk.sort(byDeadline).map(({ wait }) => wait)).toEqual(['my-work', 'my-signature', 'taker'])
})

it('writes a ledger that no spreadsheet runs as a formula', () => {
  const csv = ledgerCsv([
    { at: '2026-11-22T10:00:00Z', kind: 'creation', amount: -1, reason: '=HYPERLINK("x")', questId: null },
  ])
  expect(csv).toBe(
    'at,kind,amount,reason,questId\r\n2026-11-22T10:00:00Z,creation,-1,"\'=HYPERLINK(""x"")",\r\n',
  )
})

describe('a member’s sign', () => {
  const channel = (hex: string) => {
    const part = Number.parseInt(hex, 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }

  it.each(avatarHues)('is readable in white on %s', (hue) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => channel(hue.slice(from, from + 2)))
    expect(1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)).toBeGreaterThanOrEqual(4.5)
  })

  it('takes its hue from the whole address, however it is spelled', () => {
    expect(avatarHue(people.creator.toLowerCase())).toBe(avatarHue(people.creator))
    const neighbours = Array.from({ length: 200 }, (_, index) =>
      avatarHue(`0x${'a'.repeat(36)}${index.toString(16).padStart(4, '0')}`),
    )
    expect(new Set(neighbours).size).toBe(avatarHues.length)
  })
})

it('explains what the points are for', async () => {
  const { user } = renderAt('/my-work', 'performer')
  await user.click(await screen.findByRole('button', { name: 'What these points are' }))
  expect(await screen.findByText(/can be neither sold nor given away/)).toBeTruthy()
})
