import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

// A build of its own: what comes out is served by the Sandbox only and is not part of web/dist.
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    lib: { entry: 'src/main.ts', formats: ['es'], fileName: () => 'demo-wallets.js' },
  },
})
