import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Button } from './Button'

test('a link that looks like a button keeps what is said of it', () => {
  render(
    <Button
      data-no-print
      aria-label="Back to the quest"
      style={{ alignSelf: 'flex-start' }}
      renderRoot={(props) => <a href="/quests" {...props} />}
    >
      Back
    </Button>,
  )
  const link = screen.getByRole('link', { name: 'Back to the quest' })
  expect(link.hasAttribute('data-no-print')).toBe(true)
  expect(link.style.alignSelf).toBe('flex-start')
})
