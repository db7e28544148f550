import { expect, it } from 'vitest'
import { runwayDays } from './runwayDays'

const day = 86_400
const eth = 10n ** 18n

it('is balance over spending per day', () => {
  expect(
    runwayDays(10n * eth, [
      { at: 0, wei: eth },
      { at: 2 * day, wei: eth },
    ]),
  ).toBeCloseTo(10)
})

it('is unknown where there is too little to judge by', () => {
  expect(runwayDays(eth, [])).toBeUndefined()
  expect(runwayDays(eth, [{ at: 0, wei: eth }])).toBeUndefined()
  expect(
    runwayDays(eth, [
      { at: 0, wei: eth },
      { at: 60, wei: eth },
    ]),
  ).toBeUndefined()
})
