import { createTheme, type MantineColorsTuple } from '@mantine/core'

const spruce: MantineColorsTuple = [
  '#e9f5f0',
  '#d2e8df',
  '#a5d2c1',
  '#74bba1',
  '#4da786',
  '#2f9474',
  '#1c7d62',
  '#0f5f4d',
  '#0b4a3c',
  '#07352b',
]
const ember: MantineColorsTuple = [
  '#fff1e8',
  '#ffe0cd',
  '#ffc09b',
  '#ff9a62',
  '#f97f3e',
  '#e4672a',
  '#c24f18',
  '#9c3e11',
  '#7b310d',
  '#5c2408',
]
const brick: MantineColorsTuple = [
  '#fdefed',
  '#f9dad6',
  '#f1b1aa',
  '#ea867c',
  '#de6558',
  '#cc4b3e',
  '#b23428',
  '#8f281e',
  '#701f17',
  '#541711',
]
// From text to ground: the greys of the dark scheme lean towards spruce.
const dark: MantineColorsTuple = [
  '#eaf1ed',
  '#c3cfc9',
  '#a9b8b1',
  '#71837b',
  '#42544d',
  '#2a3934',
  '#1d2a26',
  '#16211e',
  '#0e1614',
  '#090f0d',
]

/** CivicForge's colours and type, as Mantine understands them; everything else is in tokens.css. */
export const theme = createTheme({
  primaryColor: 'spruce',
  primaryShade: { light: 7, dark: 6 },
  colors: { spruce, ember, brick, dark },
  white: '#ffffff',
  black: '#15211d',
  fontFamily: 'var(--cf-font)',
  fontFamilyMonospace: 'var(--cf-mono)',
  headings: { fontFamily: 'var(--cf-display)', fontWeight: '650' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '8px', md: '12px', lg: '18px', xl: '28px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
})
