import createClient from 'openapi-fetch'
import { authorisedFetch } from './authorisedFetch'
import type { paths } from './schema'

/** The API, typed by its own OpenAPI document. */
export const client = createClient<paths>({ baseUrl: window.location.origin, fetch: authorisedFetch })
