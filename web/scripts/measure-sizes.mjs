// Prints what a first visit to each screen has to load, gzipped, from the built files; fails when the board is above its
// budget or loads wallet code.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const budget = 150 * 1024
const html = readFileSync('dist/index.html', 'utf8')
const [attribute, json] = html.match(/data-parts='([^']+)'/)
const parts = JSON.parse(json)
const linked = [...html.replace(attribute, '').matchAll(/"\/([^"]+\.(?:js|css))"/g)].map(([, file]) => file)
const size = (file) => gzipSync(readFileSync(join('dist', file)), { level: 9 }).length
const sum = (files) => files.reduce((total, file) => total + size(file), 0)
const filesOf = (screen) => [...linked, ...parts[screen].map((file) => file.slice(1))]
const ofType = (files, type) => files.filter((file) => file.endsWith(type))

const table = Object.keys(parts).map((screen) => {
  const files = filesOf(screen)
  return {
    screen,
    scripts: ofType(files, '.js').length,
    js: sum(ofType(files, '.js')),
    css: sum(ofType(files, '.css')),
  }
})
console.table(table)
const wallet = filesOf('board').filter((file) =>
  /eip6963|secp256k1|EIP712Domain/.test(readFileSync(join('dist', file), 'utf8')),
)
const board = table.find(({ screen }) => screen === 'board')
if (wallet.length > 0) console.error(`The board loads wallet code: ${wallet.join(', ')}`)
if (board.js > budget)
  console.error(`The board loads ${board.js} bytes of JavaScript; ${budget} are allowed.`)
if (board.js > budget || wallet.length > 0) process.exit(1)
