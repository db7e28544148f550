import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core'
import type { Plugin } from 'vite'
import { theme } from '../src/design/theme'

const id = 'virtual:mantine-variables.css'

// Mantine's own palettes, of which only the greys and the reds of its defaults are ever looked up.
const unused = /^\s*--mantine-color-(pink|grape|violet|indigo|blue|cyan|teal|green|lime|yellow|orange)-.*$/gm

/**
 * Writes Mantine's theme variables into a stylesheet at build time. At run time Mantine would put them into an
 * inline style element, which the Content-Security-Policy `style-src 'self'` forbids.
 */
export function mantineVariables(): Plugin {
  return {
    name: 'mantine-variables',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(source) {
      if (source !== `\0${id}`) return undefined
      const resolved = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme))
      return `@layer mantine-variables { ${convertCssVariables(resolved, ':root').replaceAll(unused, '')} }`
    },
  }
}
