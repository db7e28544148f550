/** What public/start.js asks for while the app is still loading, and the text of it that stands in the frame, if any. */
type FirstAnswer = {
  screen: 'quest' | 'proof'
  id: string
  path: string
  answer: Promise<Response> | null
  text: string | null
}

declare global {
  interface Window {
    firstAnswer?: FirstAnswer
  }
}

/** The answer to a visitor's request if it has been asked for already. It is given once: later it would be stale. */
export function takeFirstAnswer(request: Request): Promise<Response> | undefined {
  const first = window.firstAnswer
  if (!first?.answer || request.url !== window.location.origin + first.path) return
  if (request.headers.has('quest-key')) return // it was asked for without the key
  const { answer } = first
  first.answer = null
  return answer.then((response) => response.clone())
}

/** The text that stands already, so that it stays while the app makes its own of it. */
export function firstText(screen: FirstAnswer['screen'], id: string): string | undefined {
  const first = window.firstAnswer
  return first?.screen === screen && first.id === id ? (first.text ?? undefined) : undefined
}
