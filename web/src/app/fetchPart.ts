import { reloadIfRebuilt } from './reloadIfRebuilt'

/**
 * Fetches a chunk. When it does not come, the app may have been built anew since this page was opened, and the chunk may
 * be gone: then the page is loaded again, once. Else the chunk is asked for a second time.
 */
export async function fetchPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch {
    if (await reloadIfRebuilt()) return new Promise(() => {}) // the page goes away
    return load()
  }
}
