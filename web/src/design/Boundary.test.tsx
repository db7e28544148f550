import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { PartMissing } from '../app/PartMissing'
import { Panel } from './Panel'

it('what fails in one panel leaves the others alone, and can be tried again', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  let whole = false
  const Fragile = () => {
    if (!whole) throw new RangeError('Invalid time value')
    return <p>All is well</p>
  }
  render(
    <>
      <Panel title="First">
        <Fragile />
      </Panel>
      <Panel title="Second">Here all the time</Panel>
    </>,
  )
  expect(screen.getByRole('alert').textContent).toContain('This part can’t be shown')
  expect(screen.getByRole('heading', { name: 'First' })).toBeTruthy()
  expect(screen.getByText('Here all the time')).toBeTruthy()
  whole = true
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(screen.getByText('All is well')).toBeTruthy()
})

it('a part that did not come says so in its own words', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const Missing = () => {
    throw new PartMissing(new TypeError('Failed to fetch dynamically imported module'))
  }
  render(
    <Panel>
      <Missing />
    </Panel>,
  )
  expect(screen.getByText('This part could not be loaded')).toBeTruthy()
})
