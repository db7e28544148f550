import { expect, it } from 'vitest'
import { signatureOf } from './signatureOf'

it('a signature in upper case is the same signature', () => {
  expect(signatureOf('0X16B0BED2')).toBe('0x16b0bed2')
  expect(signatureOf(' 0x16B0bed2\n')).toBe('0x16b0bed2')
})
