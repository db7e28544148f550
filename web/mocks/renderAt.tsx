import { createMemoryHistory } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { sessionStore } from '../src/api/sessionStore'
import { App } from '../src/app/App'
import { makeRouter } from '../src/app/router'
import { sessionOf } from './answers'
import { people } from './people'

/** Shows the whole app at an address, signed in as one of the three people or not at all. */
export function renderAt(path: string, who?: keyof typeof people) {
  sessionStore.set(who === undefined ? null : sessionOf(people[who]))
  const router = makeRouter(createMemoryHistory({ initialEntries: [path] }))
  return { user: userEvent.setup(), router, ...render(<App router={router} />) }
}
