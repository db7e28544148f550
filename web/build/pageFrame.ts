import type { Plugin } from 'vite'
import { de } from '../src/i18n/de'
import { en as first } from '../src/i18n/en'
import { enLater } from '../src/i18n/enLater'

const en = { ...first, ...enLater }
type Word = keyof typeof en
type Chunk = { fileName: string; imports: string[]; moduleIds: string[] }

const heads: Record<string, [title: Word, lead: Word]> = {
  home: ['home.title', 'home.lead'],
  board: ['board.title', 'board.lead'],
  create: ['quest.create.title', 'quest.create.lead'],
  proof: ['proof.title', 'proof.lead'],
  verify: ['verify.title', 'verify.lead'],
  batches: ['batch.list', 'batch.list.lead'],
}

// What each screen of public/start.js is made of, with what it sends for as soon as it is there.
const modules: Record<string, string[]> = {
  home: ['src/home/HomePage.tsx'],
  board: ['src/quests/BoardPage.tsx'],
  create: ['src/quests/CreateQuestPage.tsx'],
  quest: ['src/quests/QuestPage.tsx'],
  proof: ['src/proofs/ProofPage.tsx', 'src/proofs/verifyProof.ts'],
  verify: ['src/proofs/VerifyPage.tsx'],
  batches: ['src/anchoring/BatchesPage.tsx'],
  de: ['src/i18n/de.ts'],
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const inBoth = (tag: string, word: Word) =>
  `<${tag} lang="en">${escaped(en[word])}</${tag}><${tag} lang="de">${escaped(de[word])}</${tag}>`

// What a proof claims, empty until public/start.js knows title and day. It says of itself that nothing is checked.
const unchecked = `<div class="frame-verdict">${inBoth('h2', 'proof.unchecked')}${inBoth('p', 'proof.unchecked.text')}</div>`
const claim = (['proof.sentence.done', 'proof.sentence.exceptional'] as const)
  .flatMap((word) =>
    [en, de].map(
      (words) =>
        `<p lang="${words === en ? 'en' : 'de'}" data-outcome="${word.split('.')[2]}" data-words="${escaped(words['proof.claims'] + words[word])}" hidden></p>`,
    ),
  )
  .join('')

const page = (name: string, head: string, blocks: number) =>
  `<div class="frame-page" data-of="${name}">${head}${blocks > 0 ? `<div class="frame-blocks">${'<i></i>'.repeat(blocks)}</div>` : ''}</div>`

function frame(): string {
  const header = `<div class="frame-header"><span><svg viewBox="0 0 44 32" aria-hidden="true"><path d="M21.5 6.6A12 12 0 1 0 21.5 25.4" stroke="var(--cf-spruce)"/><path d="M22.5 6.6A12 12 0 1 1 22.5 25.4" stroke="var(--cf-ember)"/><circle cx="22" cy="16" r="3.1" fill="var(--cf-ink)"/></svg>Civic<b>Forge</b></span></div>`
  const pages = Object.entries(heads).map(([name, [title, lead]]) =>
    page(
      name,
      inBoth('h1', title) +
        inBoth('p', lead) +
        (name === 'proof' ? `${unchecked}<div class="frame-claim">${claim}</div>` : ''),
      name === 'board' ? 6 : name === 'home' || name === 'proof' ? 0 : 1,
    ),
  )
  return header + pages.join('') + page('quest', '<h1></h1>', 3) + page('other', '', 3)
}

/**
 * Writes into index.html what can be seen before the app runs: the header and, for the screens that people arrive at,
 * title and lead in both languages; names the chunks of each screen for public/start.js; preloads the two fonts of the
 * first paint.
 */
export function pageFrame(): Plugin {
  return {
    name: 'page-frame',
    transformIndexHtml: (html) => html.replace('<!-- frame -->', frame()),
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const index = bundle['index.html']
        if (index?.type !== 'asset') return
        const chunks = Object.values(bundle).filter((item) => item.type === 'chunk') as Chunk[]
        const linked = String(index.source).matchAll(/"\/(assets\/[^"]+\.js)"/g)
        const known = new Set([...linked].map(([, file]) => file))
        const parts = Object.fromEntries(
          Object.entries(modules).map(([screen, names]) => {
            const files = names.flatMap((name) => [...filesOf(name, chunks)])
            if (files.length < names.length) this.error(`No chunk holds ${names.join(' or ')}.`)
            return [screen, [...new Set(files)].filter((file) => !known.has(file)).map((file) => `/${file}`)]
          }),
        )
        const fonts = Object.keys(bundle).filter((file) =>
          /(instrument-sans|bricolage-grotesque)-latin-wght-normal-[^/]+\.woff2$/.test(file),
        )
        const preloads = fonts
          .map((file) => `<link rel="preload" href="/${file}" as="font" type="font/woff2" crossorigin>`)
          .join('\n    ')
        index.source = String(index.source)
          .replace(
            '<script src="/start.js">',
            `<script src="/start.js" data-parts='${JSON.stringify(parts)}'>`,
          )
          .replace('<meta name="viewport"', `${preloads}\n    <meta name="viewport"`)
      },
    },
  }
}

/** The chunk that holds a module, and all that it imports statically. */
function filesOf(module: string, chunks: Chunk[]): Set<string> {
  const found = new Set<string>()
  const visit = (chunk: Chunk | undefined) => {
    if (chunk === undefined || found.has(chunk.fileName)) return
    found.add(chunk.fileName)
    for (const file of chunk.imports) visit(chunks.find((other) => other.fileName === file))
  }
  visit(chunks.find((chunk) => chunk.moduleIds.some((id) => id.endsWith(`/${module}`))))
  return found
}
