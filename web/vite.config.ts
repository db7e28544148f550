import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { firstScreens } from './build/firstScreens'
import { mantineVariables } from './build/mantineVariables'
import { mockApi } from './build/mockApi'
import { offline } from './build/offline'
import { pageFrame } from './build/pageFrame'
import { precompress } from './build/precompress'
import { routeList } from './build/routeList'
import { staticFallback } from './build/staticFallback'

const api = process.env.CIVICFORGE_URL ?? 'http://127.0.0.1:5080'

export default defineConfig(({ mode }) => ({
  plugins: [
    react(),
    mantineVariables(),
    pageFrame(),
    offline(),
    routeList(),
    staticFallback(),
    precompress(),
    ...(mode === 'mock' ? [mockApi()] : []),
  ],
  build: {
    target: 'es2022',
    manifest: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    // One stylesheet: a screen never waits for a second one, and nothing moves when it arrives.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        chunkFileNames: ({ name }) => `assets/${name.replace(/~.*/, '')}-[hash].js`,
        // Few files: over a slow line a request costs more than the kilobytes it saves.
        codeSplitting: {
          groups: [
            { name: 'vendor', tags: ['$initial'], test: /node_modules/, priority: 3 },
            { name: 'app', tags: ['$initial'], priority: 2 },
            // Apart from what screens share with the board, which does not need them.
            { name: 'wallet-words', test: /i18n\/enSignIn|signInWords|chain\/words\.en/, priority: 1.6 },
            { name: 'words', test: /i18n\/enLater|(?<!oard|ome|first)[wW]ords\.en/, priority: 1.5 },
            // What draws forms, dialogs and menus, none of which a first visit has; what reads wallets' hashes.
            {
              name: 'controls',
              test: /node_modules\/(@mantine|@floating-ui|react-(remove-scroll|number-format))|design\/(Controls|theme)/,
              minShareCount: 4,
              priority: 1.4,
            },
            { name: 'hashes', test: /node_modules\/(viem|@noble)/, minShareCount: 4, priority: 1.3 },
            { name: firstScreens, minShareCount: 4, priority: 1.2 },
            { name: 'screens', minShareCount: 4, priority: 1 },
            { name: 'part', entriesAware: true, entriesAwareMergeThreshold: 2000, priority: 0 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    fs: { allow: ['..'] },
    proxy:
      mode === 'mock'
        ? undefined
        : Object.fromEntries(
            ['/api', '/.well-known', '/health', '/openapi', '/docs', '/demo-wallets'].map((path) => [
              path,
              api,
            ]),
          ),
  },
}))
