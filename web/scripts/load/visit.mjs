// One first visit in Chromium, as Lighthouse throttles a mid phone: 150 ms and 1.6 Mbit/s a request, a quarter of the CPU.
const phone = {
  viewport: { width: 412, height: 823 },
  deviceScaleFactor: 1.75,
  isMobile: true,
  hasTouch: true,
}
const line = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 96_000 }

/** What stands on the screen when the screen is really there: its own content, not the frame before it. */
const content = {
  home: 'main h1',
  board: 'main article',
  quest: 'main article, main section h2',
  proof: '[data-verdict="valid"]',
}

function watch(selector) {
  const seen = { fcp: 0, lcp: 0, lcpElement: '', cls: 0, longTasks: [], content: 0 }
  window.seenByBench = seen
  const observe = (type, each) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true })
  observe('paint', (entry) => {
    if (entry.name === 'first-contentful-paint') seen.fcp = entry.startTime
  })
  observe('largest-contentful-paint', (entry) => {
    seen.lcp = entry.startTime
    seen.lcpElement = `${entry.element?.tagName} ${entry.element?.textContent?.slice(0, 40)}`
  })
  observe('layout-shift', (entry) => {
    if (!entry.hadRecentInput) seen.cls += entry.value
  })
  observe('longtask', (entry) => seen.longTasks.push([entry.startTime, entry.duration]))
  const look = () => {
    if (document.querySelector(selector) === null) return requestAnimationFrame(look)
    seen.content = performance.now()
  }
  requestAnimationFrame(look)
}

/** Bytes by type, and what Chromium measured, in milliseconds. */
export async function visit(browser, url, screen) {
  const context = await browser.newContext({ ...phone, locale: 'en-GB' })
  const page = await context.newPage()
  const client = await context.newCDPSession(page)
  const bytes = { script: 0, stylesheet: 0, font: 0, other: 0, total: 0 }
  const types = new Map()
  let requests = 0
  client.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type.toLowerCase()))
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const type = types.get(requestId)
    requests++
    bytes.total += encodedDataLength
    bytes[type in bytes ? type : 'other'] += encodedDataLength
  })
  await client.send('Network.enable')
  await client.send('Network.emulateNetworkConditions', line)
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.addInitScript(watch, content[screen])
  await page.goto(url)
  await page.waitForFunction(() => window.seenByBench.content > 0, undefined, { timeout: 60_000 })
  const settledAfter = 1_500
  await page.waitForTimeout(settledAfter)
  const seen = await page.evaluate(() => window.seenByBench)
  await context.close()
  const tbt = seen.longTasks.reduce(
    (sum, [start, duration]) => sum + (start >= seen.fcp ? Math.max(0, duration - 50) : 0),
    0,
  )
  return { ...seen, tbt, requests, ...bytes }
}
