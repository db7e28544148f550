import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

// Copied from public/ under their own names. Pictures for other systems' home screens are left out.
const publicFiles = ['start.js', 'mark.svg', 'manifest.webmanifest']
const wanted = /\.(js|css)$|-latin-wght-normal-[^/]+\.woff2$/

/**
 * Writes `worker.js`: the service worker with the name of this build and the list of its files. The same name stands in
 * index.html, by which page and worker know each other, and a page notices that it has become old.
 */
export function offline(): Plugin {
  let root = ''
  return {
    name: 'offline',
    apply: 'build',
    configResolved(config) {
      root = config.root
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const page = bundle['index.html']
        if (page?.type !== 'asset') return
        const files = [
          ...publicFiles,
          ...Object.keys(bundle)
            .filter((file) => wanted.test(file))
            .sort(),
        ].map((file) => `/${file}`)
        const worker = readFileSync(join(root, 'worker', 'worker.js'), 'utf8')
        const hash = createHash('sha256').update(files.join()).update(worker).update(page.source)
        for (const file of publicFiles) hash.update(readFileSync(join(root, 'public', file)))
        const build = hash.digest('hex').slice(0, 16)
        page.source = String(page.source).replace(
          '<meta name="viewport"',
          `<meta name="build" content="${build}">\n    <meta name="viewport"`,
        )
        this.emitFile({
          type: 'asset',
          fileName: 'worker.js',
          source: `const build = '${build}'\nconst files = ${JSON.stringify(files)}\n${worker}`,
        })
      },
    },
  }
}
