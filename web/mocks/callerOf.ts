/** Who calls, by the mock's access token. */
export function callerOf(request: Request): string | undefined {
  return /^Bearer access-(0x[0-9a-fA-F]{40})$/.exec(request.headers.get('authorization') ?? '')?.[1]
}
