/** The quest that public/start.js asks for while the app is still loading; `shown` once its title stands in the frame. */
type FirstQuest = { id: string; answer: Promise<Response>; shown: boolean }

declare global {
  interface Window {
    firstQuest?: FirstQuest
  }
}

/** The answer to a visitor's request if it has been asked for already. It is given once: later it would be stale. */
export function takeFirstAnswer(request: Request): Promise<Response> | undefined {
  const first = window.firstQuest
  if (first === undefined || request.url !== `${window.location.origin}/api/v1/quests/${first.id}`) return
  delete window.firstQuest
  return first.answer.then((response) => response.clone())
}
