import { Panel } from '../design/Panel'

/** One short answer under its heading. */
export function Section({ title, text }: { title: string; text: string }) {
  return (
    <Panel title={title}>
      <p>{text}</p>
    </Panel>
  )
}
