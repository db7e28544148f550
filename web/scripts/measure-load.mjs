// Measures first visits on a throttled phone profile and writes bench/results/web.json.
//   node scripts/measure-load.mjs [--loads N] [--print]      CIVICFORGE_URL: a running stack; without it one is started
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { arch, cpus, type as osType, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { seed } from './load/seed.mjs'
import { visit } from './load/visit.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const civicforge = join(root, 'civicforge')
const option = (name, otherwise) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : process.argv[at + 1]
}
const loads = Number(option('--loads', '7'))
const goals = { 'board script': 150 * 1024 }
for (const screen of ['home', 'board', 'quest', 'proof'])
  Object.assign(goals, { [`${screen} lcp`]: 1500, [`${screen} cls`]: 0.1 })
const figures = [
  ['fcp', 'first contentful paint', 'ms'],
  ['lcp', 'largest contentful paint', 'ms'],
  ['content', 'the screen’s own content is there', 'ms'],
  ['cls', 'layout shift', 'score'],
  ['tbt', 'total blocking time', 'ms'],
  ['script', 'JavaScript', 'bytes'],
  ['stylesheet', 'stylesheets', 'bytes'],
  ['font', 'fonts', 'bytes'],
  ['total', 'everything transferred', 'bytes'],
]

async function start() {
  if (process.env.CIVICFORGE_URL !== undefined) return { url: process.env.CIVICFORGE_URL, stop: () => {} }
  const data = mkdtempSync(join(tmpdir(), 'civicforge-load-'))
  const port = 20_000 + (process.pid % 20_000)
  const stack = spawn(civicforge, ['up', '--port', String(port), '--data', data, '--fresh'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://localhost:${port}`
  const stop = async () => {
    const ended = new Promise((resolve) => stack.once('exit', resolve))
    if (stack.kill('SIGTERM')) await ended
    rmSync(data, { recursive: true, force: true })
  }
  const deadline = Date.now() + 300_000
  for (;;) {
    const ready = await fetch(`${url}/health/ready`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return { url, stop }
    if (stack.exitCode !== null || Date.now() > deadline) {
      await stop()
      throw new Error(`${civicforge} up did not become ready; its last lines are above.`)
    }
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const round = (value, unit) => (unit === 'score' ? Math.round(value * 1000) / 1000 : Math.round(value))

function rowsOf(screen, visits) {
  return figures.map(([key, name, unit]) => {
    const values = visits.map((one) => one[key])
    const goal = goals[`${screen} ${key}`]
    const ours = round(median(values), unit)
    return {
      goal: 'web',
      name: `${screen}: ${name}${goal === undefined ? '' : `, at most ${goal.toLocaleString('en')}`}`,
      unit,
      ours,
      limit: null,
      peers: {},
      ratioToLimit: null,
      ratioToBestPeer: null,
      met: goal === undefined ? null : ours <= goal,
      spread: [round(Math.min(...values), unit), round(Math.max(...values), unit)],
    }
  })
}

const chromiumPath = existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined
const { url, stop } = await start()
try {
  const paths = await seed(url, civicforge)
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  })
  const rows = []
  for (const [screen, path] of Object.entries(paths)) {
    await visit(browser, url + path, screen) // warms the service, not the browser: every visit has its own cache
    const visits = []
    for (let load = 0; load < loads; load++) visits.push(await visit(browser, url + path, screen))
    rows.push(...rowsOf(screen, visits))
    const last = visits.at(-1)
    console.log(
      screen,
      Object.fromEntries(
        figures.map(([key, , unit]) => [key, round(median(visits.map((one) => one[key])), unit)]),
      ),
      `${last.requests} requests, largest: ${last.lcpElement}`,
    )
  }
  const version = browser.version()
  await browser.close()
  if (!process.argv.includes('--print')) {
    const machine = {
      cores: cpus().length,
      processor: cpus()[0]?.model ?? arch(),
      os: `${osType()}, phone profile: 150 ms, 1.6 Mbit/s, CPU ÷ 4`,
      runtime: `Chromium ${version}`,
    }
    const measuredAt = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
    const file = join(root, 'bench/results/web.json')
    writeFileSync(file, `${JSON.stringify({ suite: 'web', measuredAt, machine, rows }, null, 2)}\n`)
    console.log('written to bench/results/web.json')
  }
} finally {
  await stop()
}
