import { act, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { makeQuest } from '../../mocks/quest'
import { renderAt } from '../../mocks/renderAt'
import { sessionStore } from '../api/sessionStore'

// Whatever an older version, another program or half a write may have left behind.
const foreign = [
  '',
  'null',
  'true',
  '0',
  '-1e999',
  '"text"',
  '[]',
  '[null]',
  '{}',
  '{"title":null,"due":{},"xp":"many","tags":7,"category":"toString","text":{"a":1}}',
  '{"due":"202611-26T10:00","title":"kept"}',
  '{"accessToken":1,"refreshToken":{},"member":"x"}',
  '{"accessToken":"a","refreshToken":"b","member":{"address":null}}',
  '{"accessToken":"a","refreshToken":"b","member":{"address":"0x12","displayName":[]}}',
  '{"__proto__":{"x":1},"constructor":null}',
  '{"title":',
  '\u0000\uD800',
  '𝒳'.repeat(5000),
]

const keys = [
  'civicforge.draft.quest',
  `civicforge.draft.work.${makeQuest().id}`,
  'civicforge.wallet',
  'civicforge.language',
  'civicforge.welcomed',
  'civicforge.intention',
  'civicforge.build',
  'mantine-color-scheme-value',
]

/** Half a surrogate pair in a test’s name would break the report. */
const named = (text: string) => Array.from(JSON.stringify(text)).slice(0, 60).join('')

const failures = vi.spyOn(console, 'error')
beforeEach(() => {
  sessionStorage.clear()
  failures.mockClear()
})

const stands = async () => {
  await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).not.toBe('Loading'))
  expect(screen.getByRole('heading', { level: 1 }).textContent).not.toMatch(/broke/)
  expect(screen.queryByText(/can’t be shown/)).toBeNull()
}

describe('no screen fails on what it finds on the device', () => {
  for (const text of foreign) {
    it(`with ${named(text)} under every key`, async () => {
      for (const path of ['/quests/new', `/quests/${makeQuest().id}/submit`, '/settings']) {
        for (const key of keys) {
          localStorage.setItem(key, text)
          sessionStorage.setItem(key, text)
        }
        const { unmount } = renderAt(path, 'creator')
        await stands()
        unmount()
      }
    })

    it(`with ${named(text)} as the session`, async () => {
      renderAt('/verify', 'creator')
      act(() => {
        localStorage.setItem('civicforge.session', text)
        window.dispatchEvent(new StorageEvent('storage', { key: 'civicforge.session' }))
      })
      expect(sessionStore.get()).toBeNull()
      await stands()
    })
  }
})

describe('no screen fails on an address that somebody wrote by hand', () => {
  const odd = ['%00', '%F0%9F%8C%B3', '..%2F..', 'null', '-1', '1e400', '{}', 'a'.repeat(3000)]
  for (const part of odd) {
    for (const place of ['quests', 'proofs', 'members', 'batches']) {
      it(`/${place}/${part.slice(0, 20)}`, async () => {
        renderAt(`/${place}/${part}`)
        await stands()
      })
    }
    it(`the board with ${part.slice(0, 20)} in every filter`, async () => {
      renderAt(
        `/quests?status=${part}&search=${part}&category=${part}&tag=${part}&sort=${part}&mine=${part}#${part}`,
      )
      await stands()
    })
  }
})
