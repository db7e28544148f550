import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { Suspense } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { server } from '../../mocks/server'
import { Boundary } from '../design/Boundary'
import { fetchPart } from './fetchPart'
import { lazyPart } from './lazyPart'
import { reloadIfRebuilt } from './reloadIfRebuilt'

const missing = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'))
const page = (build: string) =>
  http.get('http://localhost:3000/', () => HttpResponse.text(`<meta name="build" content="${build}">`))

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  document.head.innerHTML = '<meta name="build" content="aaaa">'
  server.use(page('aaaa'))
})
afterEach(() => {
  vi.restoreAllMocks()
  sessionStorage.clear()
  document.head.innerHTML = ''
})

it('a part that does not come says so, leaves the rest, and comes when it is tried again', async () => {
  const load = vi.fn(missing as () => Promise<{ Inner: () => React.ReactElement }>)
  const Part = lazyPart(load, 'Inner')
  await act(
    async () =>
      void render(
        <>
          <p>The rest</p>
          <Boundary>
            <Suspense fallback="coming">
              <Part />
            </Suspense>
          </Boundary>
        </>,
      ),
  )
  expect(await screen.findByText('This part could not be loaded')).toBeTruthy()
  expect(screen.getByText('The rest')).toBeTruthy()
  const tries = load.mock.calls.length
  expect(tries).toBe(2)
  load.mockImplementation(() => Promise.resolve({ Inner: () => <p>Here it is</p> }))
  await act(() => userEvent.click(screen.getByRole('button', { name: 'Try again' })))
  expect(await screen.findByText('Here it is')).toBeTruthy()
  expect(load.mock.calls.length).toBe(tries + 1)
})

it('what was sent for ahead and did not come is sent for again when it is shown', async () => {
  const load = vi.fn(missing as () => Promise<{ Inner: () => React.ReactElement }>)
  const Part = lazyPart(load, 'Inner')
  await Part.preload()
  expect(Part.isHere()).toBe(false)
  load.mockImplementation(() => Promise.resolve({ Inner: () => <p>Here it is</p> }))
  await act(
    async () =>
      void render(
        <Suspense>
          <Part />
        </Suspense>,
      ),
  )
  expect(await screen.findByText('Here it is')).toBeTruthy()
})

it('a page of an older build is loaded again, once for each newer one', async () => {
  const reload = vi.fn()
  expect(await reloadIfRebuilt(reload)).toBe(false)
  server.use(page('bbbb'))
  expect(await reloadIfRebuilt(reload)).toBe(true)
  expect(await reloadIfRebuilt(reload)).toBe(false)
  server.use(page('cccc'))
  expect(await reloadIfRebuilt(reload)).toBe(true)
  expect(reload).toHaveBeenCalledTimes(2)
})

it('is not loaded again without a connection, nor by a page that knows no build', async () => {
  const reload = vi.fn()
  server.use(http.get('http://localhost:3000/', () => HttpResponse.error()))
  expect(await reloadIfRebuilt(reload)).toBe(false)
  server.use(http.get('http://localhost:3000/', () => HttpResponse.text('<h1>A portal of the hotel</h1>')))
  expect(await reloadIfRebuilt(reload)).toBe(false)
  document.head.innerHTML = ''
  server.use(page('bbbb'))
  expect(await reloadIfRebuilt(reload)).toBe(false)
  expect(reload).not.toHaveBeenCalled()
})

it('asks a second time for what a short gap in the connection has cost', async () => {
  const load = vi.fn(missing as () => Promise<string>)
  load.mockImplementationOnce(missing).mockResolvedValueOnce('words')
  expect(await fetchPart(load)).toBe('words')
})
