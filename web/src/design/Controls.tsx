import { MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { useScheme } from './scheme'
import { theme } from './theme'

/**
 * Around the forms, dialogs and menus that Mantine draws. Each of them brings it, so that a first visit to the board, which
 * has none, does not load the library.
 */
export function Controls({ children }: { children: ReactNode }) {
  const { shown } = useScheme()
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={shown}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  )
}
