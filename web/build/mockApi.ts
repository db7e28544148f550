import type { Plugin } from 'vite'

/** Answers API requests of the development server from the same handlers that the unit tests use (`--mode mock`). */
export function mockApi(): Plugin {
  return {
    name: 'mock-api',
    configureServer(server) {
      server.middlewares.use(async (incoming, outgoing, next) => {
        const path = incoming.url ?? '/'
        if (!/^\/(api|\.well-known|health)\//.test(path)) return next()
        const { answer } = (await server.ssrLoadModule('/mocks/answer.ts')) as typeof import('../mocks/answer')
        const chunks: Buffer[] = []
        for await (const chunk of incoming) chunks.push(chunk as Buffer)
        const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD'
        const response = await answer(
          new Request(`http://${incoming.headers.host}${path}`, {
            method: incoming.method,
            headers: Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as [string, string]),
            body: hasBody ? Buffer.concat(chunks) : undefined,
          }),
        )
        if (response === undefined) return next()
        outgoing.writeHead(response.status, Object.fromEntries(response.headers))
        outgoing.end(Buffer.from(await response.arrayBuffer()))
      })
    },
  }
}
