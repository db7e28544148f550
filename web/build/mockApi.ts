import type { IncomingMessage } from 'node:http'
import type { Plugin } from 'vite'

/** Answers API requests of the development server from the same handlers that the unit tests use (`--mode mock`). */
export function mockApi(): Plugin {
  return {
    name: 'mock-api',
    configureServer(server) {
      server.middlewares.use((incoming, outgoing, next) => {
        if (!/^\/(api|\.well-known|health)\//.test(incoming.url ?? '/')) return next()
        const run = async () => {
          const { answer } = (await server.ssrLoadModule(
            '/mocks/answer.ts',
          )) as typeof import('../mocks/answer')
          const response = await answer(await toRequest(incoming))
          if (response === undefined) return next()
          outgoing.writeHead(response.status, Object.fromEntries(response.headers))
          outgoing.end(Buffer.from(await response.arrayBuffer()))
        }
        run().catch((error: unknown) => (incoming.aborted ? undefined : next(error)))
      })
    },
  }
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD'
  return new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method,
    headers: Object.entries(incoming.headers).map(
      ([name, value]) => [name, String(value)] as [string, string],
    ),
    body: hasBody ? Buffer.concat(chunks) : undefined,
  })
}
