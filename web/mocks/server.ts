import { setupServer } from 'msw/node'
import { makeHandlers } from './handlers'

/** The mock service as the unit tests see it. */
export const server = setupServer(...makeHandlers())
