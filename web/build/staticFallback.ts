import type { Plugin } from 'vite'

/** Copies index.html to 404.html and verify.html, so that any static host can answer the app's own addresses. */
export function staticFallback(): Plugin {
  return {
    name: 'static-fallback',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const page = bundle['index.html']
        if (page?.type !== 'asset') return
        for (const fileName of ['404.html', 'verify.html']) {
          this.emitFile({ type: 'asset', fileName, source: page.source })
        }
      },
    },
  }
}
