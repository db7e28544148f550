import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Ears, listenTogether } from './listenTogether'

class FakeSource extends EventTarget {
  static readonly CLOSED = 2
  static open: FakeSource[] = []
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null
  readyState = 1
  constructor(readonly url: string) {
    super()
    FakeSource.open.push(this)
  }
  close() {
    FakeSource.open = FakeSource.open.filter((source) => source !== this)
  }
}

class FakeLocks {
  private queue: Promise<unknown> = Promise.resolve()
  request(_: string, { signal }: { signal: AbortSignal }, run: () => Promise<void>) {
    const turn = this.queue.then(() => (signal.aborted ? Promise.reject(signal.reason) : run()))
    this.queue = turn.catch(() => undefined)
    return turn
  }
}

const ears = () => ({ onEvent: vi.fn<Ears['onEvent']>(), onLiveness: vi.fn<Ears['onLiveness']>() })
const stops: (() => void)[] = []
const tab = () => {
  const heard = ears()
  const stop = listenTogether(heard)
  stops.push(stop)
  return { ...heard, stop }
}

beforeEach(() => {
  FakeSource.open = []
  vi.stubGlobal('EventSource', FakeSource)
  Object.defineProperty(navigator, 'locks', { value: new FakeLocks(), configurable: true })
})
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  Reflect.deleteProperty(navigator, 'locks')
})

it('eight tabs keep one stream, and all of them hear', async () => {
  const tabs = Array.from({ length: 8 }, tab)
  await vi.waitFor(() => expect(FakeSource.open).toHaveLength(1))
  FakeSource.open[0]?.onopen?.()
  FakeSource.open[0]?.dispatchEvent(new MessageEvent('quest', { data: '{"id":"q1","status":"OPEN"}' }))
  for (const { onEvent, onLiveness } of tabs) {
    await vi.waitFor(() => expect(onEvent).toHaveBeenCalledExactlyOnceWith('quest', 'q1'))
    expect(onLiveness).toHaveBeenLastCalledWith('live')
  }
  expect(FakeSource.open).toHaveLength(1)
})

it('the next tab listens when the first is closed, and who comes later is told', async () => {
  const [first, second] = [tab(), tab()]
  await vi.waitFor(() => expect(FakeSource.open).toHaveLength(1))
  FakeSource.open[0]?.onopen?.()
  const late = tab()
  await vi.waitFor(() => expect(late.onLiveness).toHaveBeenCalledWith('live'))
  first.stop()
  await vi.waitFor(() => expect(second.onLiveness).toHaveBeenLastCalledWith('polling'))
  await vi.waitFor(() => expect(FakeSource.open).toHaveLength(1))
  FakeSource.open[0]?.onopen?.()
  await vi.waitFor(() => expect(second.onLiveness).toHaveBeenLastCalledWith('live'))
})

it('a tab that is hidden for a while lets go, and comes back when it is looked at', async () => {
  vi.useFakeTimers()
  const state = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible')
  tab()
  await vi.waitFor(() => expect(FakeSource.open).toHaveLength(1))
  state.mockReturnValue('hidden')
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.advanceTimersByTimeAsync(6_000)
  expect(FakeSource.open).toHaveLength(0)
  state.mockReturnValue('visible')
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.waitFor(() => expect(FakeSource.open).toHaveLength(1))
  vi.useRealTimers()
})

it('words it does not know and events that were cut off are passed over', async () => {
  const { onEvent, onLiveness } = tab()
  await vi.waitFor(() => expect(FakeSource.open).toHaveLength(1))
  const other = new BroadcastChannel('civicforge.events')
  for (const word of [null, 5, 'x', {}, { liveness: 'x' }, { name: 'y', id: 'z' }, { name: 'quest', id: 5 }])
    other.postMessage(word)
  for (const data of ['', 'null', '5', '{"id":5}', '{"id":'])
    FakeSource.open[0]?.dispatchEvent(new MessageEvent('quest', { data }))
  other.postMessage({ name: 'quest', id: 'good' })
  await vi.waitFor(() => expect(onEvent).toHaveBeenCalledExactlyOnceWith('quest', 'good'))
  expect(onLiveness).not.toHaveBeenCalled()
  other.close()
})

it('without locks nobody listens, and screens poll', () => {
  Reflect.deleteProperty(navigator, 'locks')
  Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true })
  const { onLiveness } = tab()
  expect(FakeSource.open).toHaveLength(0)
  expect(onLiveness).not.toHaveBeenCalled()
})
