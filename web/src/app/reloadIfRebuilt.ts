const key = 'civicforge.build'
const mark = /<meta name="build" content="([0-9a-f]+)"/

/** The build that this page was opened with. */
function ownBuild(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name="build"]')?.content
}

/**
 * Loads the page again when the host has another build by now, but never twice for the same one. Drafts are written
 * when the page goes.
 */
export async function reloadIfRebuilt(reload = () => window.location.reload()): Promise<boolean> {
  const own = ownBuild()
  if (own === undefined) return false
  try {
    const answer = await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(10_000) })
    const theirs = mark.exec(await answer.text())?.[1]
    if (theirs === undefined || theirs === own || sessionStorage.getItem(key) === theirs) return false
    sessionStorage.setItem(key, theirs)
  } catch {
    return false // no connection, or storage is blocked: a loop could not be told from a new build
  }
  reload()
  return true
}
