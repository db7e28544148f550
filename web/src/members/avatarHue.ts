/** Hues around the circle, dark enough for white letters (WCAG AA, held by a test). */
export const avatarHues = [
  '#a74157',
  '#811d1f',
  '#963912',
  '#9f5104',
  '#643e03',
  '#735603',
  '#786a03',
  '#474d03',
  '#436803',
  '#2a7c32',
  '#035637',
  '#066a58',
  '#047974',
  '#045259',
  '#02657c',
  '#05729e',
  '#004981',
  '#3555a6',
  '#5b5db4',
  '#4f3387',
  '#724192',
  '#8f4a93',
  '#74215e',
  '#92335f',
] as const

/** A member's hue, from every digit of the address, so that neighbours in one digit do not look alike. */
export function avatarHue(address: string): string {
  let mixed = 0x811c9dc5 // FNV-1a
  for (const digit of address.toLowerCase()) mixed = Math.imul(mixed ^ digit.charCodeAt(0), 0x01000193)
  // FNV's low bits know little of each other (murmur's finish).
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  mixed ^= mixed >>> 16
  return avatarHues[(mixed >>> 0) % avatarHues.length] ?? avatarHues[0]
}
