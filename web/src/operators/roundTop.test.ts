import { expect, it } from 'vitest'
import { roundTop } from './roundTop'

it.each([
  [0, 1],
  [1, 2],
  [4, 5],
  [5, 10],
  [99, 100],
  [100, 200],
  [1234, 2000],
])('an axis whose highest bar is %i ends at %i', (highest, top) => {
  expect(roundTop(highest)).toBe(top)
})
