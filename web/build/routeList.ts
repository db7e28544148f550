import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const source = 'src/app/router.tsx'

/** The addresses of all screens, as the router's source names them. */
export function routesOf(text: string): string[] {
  return [...text.matchAll(/(?:child\(|path: )'(\/[^']*)'/g)].map(([, path = '']) => path)
}

/** Writes `routes.json`, by which the server tells the app's addresses from those where nothing lives. */
export function routeList(): Plugin {
  let root = ''
  return {
    name: 'route-list',
    apply: 'build',
    configResolved(config) {
      root = config.root
    },
    generateBundle() {
      const routes = routesOf(readFileSync(join(root, source), 'utf8'))
      if (!routes.includes('/') || !routes.includes('/verify')) this.error(`${source} names no routes.`)
      this.emitFile({ type: 'asset', fileName: 'routes.json', source: JSON.stringify(routes) })
    },
  }
}
