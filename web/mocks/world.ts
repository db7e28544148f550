import type { Quest } from '../src/api/shapes'
import { makeQuest, stages } from './quest'

const others: [string, Partial<Quest>][] = [
  [
    'Read aloud in the library on Saturday morning',
    { category: 'educational', tags: ['library'], rewardXp: 60, rewardReputation: 5 },
  ],
  [
    'Repair the bench by the river',
    { category: 'civic', tags: ['wood'], rewardXp: 250, rewardReputation: 20, dueAt: null },
  ],
  [
    'Bring groceries to Mrs Albrecht, third floor, every Tuesday in November',
    { category: 'social', rewardXp: 80 },
  ],
  [
    'Set up the projector for the neighbourhood cinema',
    { category: 'technical', rewardXp: 120, exceptionalCriteria: null },
  ],
  ['Collect litter along the school path', { category: 'environmental', rewardXp: 40, rewardReputation: 4 }],
  [
    'Translate the tenants’ notice into Arabic and Ukrainian',
    { category: 'general', rewardXp: 150, tags: ['words', 'tenants'] },
  ],
]

/** The quests of the mock service, by id. */
export function makeWorld(): Map<string, Quest> {
  const named = (id: string, quest: Quest) => ({ ...quest, id })
  const quests = [
    stages.open,
    ...others.map(([title, change], index) =>
      makeQuest({
        ...change,
        title,
        id: `01950c3e-7a2b-7c4d-8e5f-0123456789b${index}`,
        description: 'Half an hour is enough. Done means: it is usable, clean, and a photo shows it.',
      }),
    ),
    named('01950c3e-7a2b-7c4d-8e5f-0000000000c1', stages.claimed),
    named('01950c3e-7a2b-7c4d-8e5f-0000000000c2', stages.submitted),
    named('01950c3e-7a2b-7c4d-8e5f-0000000000c3', stages.half),
    named('01950c3e-7a2b-7c4d-8e5f-0000000000c4', stages.complete),
    named('01950c3e-7a2b-7c4d-8e5f-0000000000c5', stages.sentBack),
    named('01950c3e-7a2b-7c4d-8e5f-0000000000c6', stages.expired),
    named('01950c3e-7a2b-7c4d-8e5f-0000000000c7', stages.privateOpen),
  ]
  return new Map(quests.map((quest) => [quest.id, quest]))
}
