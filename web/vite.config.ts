import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { mantineVariables } from './build/mantineVariables'
import { mockApi } from './build/mockApi'
import { staticFallback } from './build/staticFallback'

const api = process.env.CIVICFORGE_URL ?? 'http://127.0.0.1:5080'

export default defineConfig(({ mode }) => ({
  plugins: [react(), mantineVariables(), staticFallback(), ...(mode === 'mock' ? [mockApi()] : [])],
  build: {
    target: 'es2022',
    manifest: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
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
