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

test('a button passes on what it is told, and cannot be pressed while it is at work', () => {
  let at: HTMLButtonElement | null = null
  const { rerender } = render(
    <Button
      type="submit"
      form="quest"
      title="Ctrl + Enter"
      ref={(button) => {
        at = button
      }}
    >
      Send
    </Button>,
  )
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Send' })
  expect(at).toBe(button)
  expect([button.type, button.getAttribute('form'), button.title]).toEqual([
    'submit',
    'quest',
    'Ctrl + Enter',
  ])
  rerender(<Button loading>Send</Button>)
  expect(screen.getByRole<HTMLButtonElement>('button').disabled).toBe(true)
})
