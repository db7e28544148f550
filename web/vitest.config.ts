import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [react()],
  server: { fs: { allow: ['..'] } },
  test: {
    environment: 'happy-dom',
    environmentOptions: { happyDOM: { url: 'http://localhost:3000/' } },
    setupFiles: ['./mocks/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'demo-wallets/**/*.test.ts', 'build/**/*.test.ts'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    testTimeout: 40_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}'],
      exclude: ['src/**/*.test.*', 'src/api/schema.d.ts', 'src/main.tsx', 'src/**/words.*.ts'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: { lines: 70 },
    },
  },
})
