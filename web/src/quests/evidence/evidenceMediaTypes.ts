/** The kinds of file the service stores (http-api.md, `POST /quests/{id}/evidence`). */
export const evidenceMediaTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'text/plain']
