import type { ReactNode } from 'react'
import classes from './Prose.module.css'

type Block = { kind: 'text' | 'bullets' | 'steps'; lines: string[] }

/**
 * A member's text with a small part of Markdown: paragraphs, lists, bold, italic and code. Nothing in it becomes a
 * link, an image or markup, so a text cannot do anything but be read. Each block runs in the direction of its script.
 */
export function Prose({ text }: { text: string }) {
  return (
    <div className={classes.prose}>
      {blocksOf(text).map((block, index) => {
        if (block.kind === 'text') {
          return (
            <p key={index} dir="auto">
              {block.lines.map((line, item) => (
                <span key={item}>
                  {item > 0 && <br />}
                  {inline(line)}
                </span>
              ))}
            </p>
          )
        }
        const List = block.kind === 'bullets' ? 'ul' : 'ol'
        return (
          <List key={index} dir="auto">
            {block.lines.map((line, item) => (
              <li key={item}>{inline(line)}</li>
            ))}
          </List>
        )
      })}
    </div>
  )
}

const bullet = /^\s*[-*•] +/
const step = /^\s*\d{1,2}[.)] +/

/** A list needs no empty line before it: most people do not leave one. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let open: Block | undefined
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      open = undefined
      continue
    }
    const kind = bullet.test(line) ? 'bullets' : step.test(line) ? 'steps' : 'text'
    if (open?.kind !== kind) {
      open = { kind, lines: [] }
      blocks.push(open)
    }
    open.lines.push(kind === 'text' ? line : line.replace(bullet, '').replace(step, ''))
  }
  return blocks
}

function inline(line: string): ReactNode[] {
  return line.split(/(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)/).map((part, index) => {
    if (part.startsWith('**') && part.endsWith('**') && part.length > 4)
      return <strong key={index}>{part.slice(2, -2)}</strong>
    if (part.startsWith('*') && part.endsWith('*') && part.length > 2)
      return <em key={index}>{part.slice(1, -1)}</em>
    if (part.startsWith('`') && part.endsWith('`') && part.length > 2)
      return <code key={index}>{part.slice(1, -1)}</code>
    return part
  })
}
