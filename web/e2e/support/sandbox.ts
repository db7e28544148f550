import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Sandbox = { processes: Record<string, number>; audit: Record<string, string> }

/** What the sandbox under test wrote about itself. */
export function sandbox(): Sandbox {
  const folder = process.env.CIVICFORGE_E2E_DATA
  if (folder === undefined) {
    throw new Error('CIVICFORGE_URL is set: set CIVICFORGE_E2E_DATA to the data folder of that sandbox too.')
  }
  return JSON.parse(readFileSync(join(folder, 'sandbox.json'), 'utf8')) as Sandbox
}

export const chainUrl = () => String(sandbox().audit.Chain__RpcUrl)

/** While `during` runs, the node is silent: it takes connections and never answers. */
export async function withSilentChain(during: () => Promise<void>): Promise<void> {
  const node = sandbox().processes.anvil
  if (node === undefined) throw new Error('The sandbox names no process anvil.')
  process.kill(node, 'SIGSTOP')
  try {
    await during()
  } finally {
    process.kill(node, 'SIGCONT')
  }
}
