import { describe, expect, it } from 'vitest'
import { limits } from '../../mocks/answers'
import { makeQuest } from '../../mocks/quest'
import { readDue, writeDue } from './dueTime'
import { draftOf, emptyDraft, faultsOf, toRequest } from './QuestDraft'
import { readQuestDraft } from './readQuestDraft'

const empty = emptyDraft(limits)
const now = Date.parse('2026-11-26T12:00:00Z')

describe('the due date', () => {
  const unreadable = [
    '2',
    '2026-11',
    'tomorrow',
    '202611-26T10:00',
    '275761-01-01T00:00',
    '2026-13-45T99:99',
    '+',
  ]
  for (const due of unreadable) {
    it(`“${due}” is a fault of the field and no crash`, () => {
      expect(faultsOf({ ...empty, due }, limits, now).due?.word).toBe('quest.form.due.unreadable')
      expect(toRequest({ ...empty, due }).dueAt).toBeNull()
    })
  }

  it('ends where the service ends, in one number', () => {
    const at = (moment: string) => faultsOf({ ...empty, due: writeDue(moment) }, limits, now).due
    expect(at('2199-12-31T23:59:00Z')).toBeUndefined()
    expect(at('2200-01-01T00:00:00Z')).toEqual({ word: 'quest.form.due.late', facts: { year: 2200 } })
    expect(at('9999-01-01T00:00:00Z')?.word).toBe('quest.form.due.late')
    expect(at('2026-11-26T11:59:00Z')?.word).toBe('quest.form.due.past')
  })

  it('keeps its seconds when something else is edited', () => {
    const quest = { ...makeQuest(), dueAt: '2031-05-06T07:08:09.123456Z' }
    const draft = { ...draftOf(quest), title: 'Another title' }
    expect(toRequest(draft).dueAt).toBe('2031-05-06T07:08:09.123456Z')
    const moved = { ...draft, due: '2031-05-06T07:09' }
    expect(toRequest(moved).dueAt).toBe(new Date('2031-05-06T07:09').toISOString())
    expect(toRequest({ ...draft, due: '' }).dueAt).toBeNull()
  })

  it('is empty in the form when it cannot be read', () => {
    expect(writeDue('nonsense')).toBe('')
    expect(readDue('')).toBeUndefined()
  })
})

describe('a stored draft', () => {
  const read = readQuestDraft(empty)

  it('that is none is dropped', () => {
    for (const stored of [null, 1, 'x', undefined, true]) expect(read(stored)).toBeUndefined()
  })

  it('keeps the fields that can be read', () => {
    const odd = {
      title: 'Sweep',
      description: 5,
      category: 'x',
      xp: {},
      reputation: null,
      due: [],
      private: 'yes',
    }
    expect(read(odd)).toEqual({ ...empty, title: 'Sweep' })
    expect(read({ ...empty, xp: '', due: '202611-26T10:00' })).toEqual({
      ...empty,
      xp: '',
      due: '202611-26T10:00',
    })
  })
})
