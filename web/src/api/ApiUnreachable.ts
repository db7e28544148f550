/** The request got no answer: the browser is offline, or the service is down. Nothing is known about its effect. */
export class ApiUnreachable extends Error {
  constructor(cause: unknown) {
    super('The service did not answer', { cause })
    this.name = 'ApiUnreachable'
  }
}
