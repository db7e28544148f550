// Prints what a first visit to the board has to load, gzipped, from the built files; fails above the budget.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const budget = 200 * 1024
const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'))
const wanted = new Set()
const visit = (key) => {
  const chunk = manifest[key]
  if (chunk === undefined || wanted.has(key)) return
  wanted.add(key)
  for (const next of chunk.imports ?? []) visit(next)
}
visit('index.html')
visit('src/quests/BoardPage.tsx')
const size = (file) => gzipSync(readFileSync(join('dist', file)), { level: 9 }).length
const scripts = [...new Set([...wanted].map((key) => manifest[key].file))]
const styles = [...new Set([...wanted].flatMap((key) => manifest[key].css ?? []))]
const sum = (names) => names.reduce((total, name) => total + size(name), 0)
const [js, css] = [sum(scripts), sum(styles)]
const wallet = scripts.filter((name) =>
  /verifyProof|SignInDialog|secp256k1|walletStore|getAddress/.test(name),
)
console.log(
  JSON.stringify(
    { board: { scripts: scripts.length, js, css, budget, walletCodeSplitOff: wallet.length === 0 } },
    null,
    2,
  ),
)
if (js > budget || wallet.length > 0) process.exit(1)
