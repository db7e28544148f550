import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { submission } from '../../mocks/quest'
import { renderAt } from '../../mocks/renderAt'
import { server } from '../../mocks/server'
import { sessionStore } from '../api/sessionStore'

const claimed = '/quests/01950c3e-7a2b-7c4d-8e5f-0000000000c1/submit'
const note = () => new File(['Three oaks, watered.'], 'note.txt', { type: 'text/plain' })

async function choose(file: File) {
  const input = await waitFor(() => {
    const found = document.querySelector<HTMLInputElement>('input[type=file]')
    if (found === null) throw new Error('no file input yet')
    return found
  })
  fireEvent.change(input, { target: { files: [file] } })
}

it('uploads a file, then hands in the text with its hash', async () => {
  let body: unknown
  server.events.on('request:start', async ({ request }) => {
    if (request.url.endsWith('/submit')) body = await request.clone().json()
  })
  const { user, router } = renderAt(claimed, 'performer')
  await user.type(await screen.findByLabelText(/What did you do/), 'Planted, watered and staked.')
  await choose(note())
  expect(await screen.findByText(/Uploaded/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Hand in' }))
  await waitFor(() => expect(router.state.location.pathname).not.toContain('submit'))
  expect(body).toMatchObject({
    submission: 'Planted, watered and staked.',
    evidence: [expect.stringMatching(/^0x[0-9a-f]{64}$/)],
  })
})

it('keeps text and file when an upload fails, and uploads again on request', async () => {
  server.use(
    http.post(
      '*/evidence',
      () => HttpResponse.json({ code: 'unavailable', title: 'x', status: 503 }, { status: 503 }),
      { once: true },
    ),
  )
  const { user } = renderAt(claimed, 'performer')
  await user.type(await screen.findByLabelText(/What did you do/), 'Planted, watered and staked.')
  await choose(note())
  await user.click(await screen.findByRole('button', { name: 'Upload again' }))
  expect(await screen.findByText(/Uploaded/)).toBeTruthy()
  expect((screen.getByLabelText(/What did you do/) as HTMLTextAreaElement).value).toBe(
    'Planted, watered and staked.',
  )
})

it('refuses a kind of file that the service does not store', async () => {
  renderAt(claimed, 'performer')
  await choose(new File([Uint8Array.from([0x4d, 0x5a, 0x90, 0])], 'photo.jpg', { type: 'image/jpeg' }))
  expect((await screen.findByRole('alert')).textContent).toContain('This kind of file cannot be added')
})

it('takes a removed file away from the service too', async () => {
  const deleted: string[] = []
  server.events.on('request:start', ({ request }) => {
    if (request.method === 'DELETE') deleted.push(new URL(request.url).pathname)
  })
  const { user } = renderAt(claimed, 'performer')
  await choose(note())
  expect(await screen.findByText(/Uploaded/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: /^Remove/ }))
  await waitFor(() => expect(screen.queryByText('note.txt')).toBeNull())
  expect(deleted).toEqual([expect.stringMatching(/\/evidence\/0x[0-9a-f]{64}$/)])
})

it('comes back by itself when too many upload at once', async () => {
  server.use(
    http.post(
      '*/evidence',
      () =>
        HttpResponse.json(
          { code: 'rate-limited', title: 'x', status: 429 },
          { status: 429, headers: { 'retry-after': '0.05' } },
        ),
      { once: true },
    ),
  )
  renderAt(claimed, 'performer')
  await choose(note())
  expect(await screen.findByText(/Uploaded/)).toBeTruthy()
})

it('lets go of a file that can no longer be read', async () => {
  const { user } = renderAt(claimed, 'performer')
  const gone = note()
  gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'))
  await choose(gone)
  expect(await screen.findByText('Something unexpected happened')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Upload again' })).toBeNull()
  await user.click(screen.getByRole('button', { name: /^Remove/ }))
  expect(screen.queryByText('Something unexpected happened')).toBeNull()
})

it('keeps what was typed a moment before the session ended', async () => {
  const { user } = renderAt(claimed, 'performer')
  await user.type(await screen.findByLabelText(/What did you do/), 'Planted.')
  act(() => sessionStore.set(null))
  expect(screen.queryByLabelText(/What did you do/)).toBeNull()
  expect(Object.values({ ...localStorage }).join()).toContain('Planted.')
})

it('keeps the form in sight when the session ends by itself, and says so', async () => {
  const { user } = renderAt(claimed, 'performer')
  await user.type(await screen.findByLabelText(/What did you do/), 'Planted.')
  act(() => sessionStore.end())
  expect(await screen.findByText(/Your session has ended/)).toBeTruthy()
  expect((screen.getByLabelText(/What did you do/) as HTMLTextAreaElement).value).toBe('Planted.')
})

it('asks for a file when the quest wants one', async () => {
  const { user } = renderAt(claimed, 'performer')
  await user.type(await screen.findByLabelText(/What did you do/), 'Planted, watered and staked.')
  await user.click(screen.getByRole('button', { name: 'Hand in' }))
  expect(await screen.findByText('This quest asks for at least one photo or file.')).toBeTruthy()
})

const sentBack = '/quests/01950c3e-7a2b-7c4d-8e5f-0000000000c5/submit'

it('has the reason on top, and text and files of the last try in place, when work came back', async () => {
  let body: unknown
  server.events.on('request:start', async ({ request }) => {
    if (request.url.endsWith('/submit')) body = await request.clone().json()
  })
  const { user } = renderAt(sentBack, 'performer')
  expect(await screen.findByText(/The third oak is missing its stake/)).toBeTruthy()
  expect(screen.getByText(/^Noor from the garden asked for another try/)).toBeTruthy()
  const text = screen.getByLabelText(/What did you do/) as HTMLTextAreaElement
  expect(text.value).toBe(submission.text)
  await user.click(screen.getByRole('button', { name: 'Remove File 2' }))
  await user.type(text, ' Now with a stake.')
  await user.click(screen.getByRole('button', { name: 'Hand in again' }))
  await waitFor(() =>
    expect(body).toMatchObject({
      submission: `${submission.text} Now with a stake.`,
      evidence: [submission.evidence[0]?.sha256],
    }),
  )
})

it('keeps what was changed on work that came back, and what was removed from it', async () => {
  const { user, unmount } = renderAt(sentBack, 'performer')
  await user.type(await screen.findByLabelText(/What did you do/), ' Staked.')
  await user.click(screen.getByRole('button', { name: 'Remove File 1' }))
  unmount()
  renderAt(sentBack, 'performer')
  expect(((await screen.findByLabelText(/What did you do/)) as HTMLTextAreaElement).value).toContain(
    'Staked.',
  )
  expect(screen.getAllByText(/Handed in before/)).toHaveLength(1)
})

it('goes on to the signature once the work is handed in', async () => {
  const { user, router } = renderAt(sentBack, 'performer')
  await user.click(await screen.findByRole('button', { name: 'Hand in again' }))
  await waitFor(() => expect(router.state.location.pathname).toMatch(/attest$/))
  expect(await screen.findByRole('button', { name: 'Sign: it is my work' })).toBeTruthy()
})
