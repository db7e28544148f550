import { render } from '@testing-library/react'
import { expect, it } from 'vitest'
import { Prose } from './Prose'
import { plainText } from './plainText'

it('makes a list of lines that are one, also without an empty line before them', () => {
  const { container } = render(<Prose text={'Done means:\n- no drips\n- hinges are oiled\nThen call me.'} />)
  expect([...container.querySelectorAll('li')].map((item) => item.textContent)).toEqual([
    'no drips',
    'hinges are oiled',
  ])
  expect(container.querySelectorAll('p')).toHaveLength(2)
})

it('lets every block run in the direction of its own script', () => {
  const { container } = render(<Prose text={'Plant an oak.\n\nשתלו עץ אלון.'} />)
  for (const block of container.querySelectorAll('p')) expect(block.getAttribute('dir')).toBe('auto')
})

it('keeps the points of a list apart where only its beginning is shown', () => {
  expect(plainText('Done means:\n- **no** drips\n- hinges oiled')).toBe('Done means: no drips · hinges oiled')
  expect(plainText('Dig along the fence.\n\n- wide holes\n- water')).toBe(
    'Dig along the fence · wide holes · water',
  )
})
