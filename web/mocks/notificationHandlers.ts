import { HttpResponse, http } from 'msw'
import { notifications } from './answers'
import { names } from './people'

/** An inbox of three lines, of which one was read. */
export function notificationHandlers(v1: string) {
  let upTo = 1
  return [
    http.get(`${v1}/notifications`, () => {
      const items = notifications.map((line) => ({ ...line, read: line.position <= upTo }))
      return HttpResponse.json({
        items,
        nextCursor: null,
        unread: items.filter((line) => !line.read).length,
        people: names,
      })
    }),
    http.post(`${v1}/notifications/read`, async ({ request }) => {
      const asked = (await request.json()) as { upTo: number }
      upTo = Math.max(upTo, asked.upTo)
      return HttpResponse.json({ unread: notifications.filter(({ position }) => position > upTo).length })
    }),
  ]
}
