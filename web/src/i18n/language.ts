import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { fetchPart } from '../app/fetchPart'
import { en } from './en'
import { literalValues } from './literalValues'

const key = 'civicforge.language'

export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

/** What public/start.js found before the first paint: the choice of an earlier visit, else the browser's language. */
function preferred(): Language {
  return document.documentElement.lang === 'de' ? 'de' : 'en'
}

const later: Record<string, string> = {}

/** Adds the words of a screen that is loaded by now. */
export function addEnglish(words: Record<string, string>): void {
  Object.assign(later, words)
  if (i18next.isInitialized) i18next.addResourceBundle('en', 'words', words, true)
}

/** Starts i18next with English built in; another language is fetched before the first paint. */
export async function startLanguage(language: Language = preferred()): Promise<void> {
  await i18next
    .use(initReactI18next)
    .use(literalValues)
    .init({
      lng: 'en',
      fallbackLng: 'en',
      defaultNS: 'words',
      resources: { en: { words: { ...en, ...later } } },
      keySeparator: false,
      nsSeparator: false,
      interpolation: { escapeValue: true, escape: literalValues.escape },
      postProcess: [literalValues.name],
      showSupportNotice: false,
    })
  // Words that do not come are not a reason to show nothing.
  await loadWords(language).catch(() => loadWords('en'))
}

async function loadWords(language: Language): Promise<void> {
  if (language === 'de' && !i18next.hasResourceBundle('de', 'words')) {
    const { de } = await fetchPart(() => import('./de'))
    i18next.addResourceBundle('de', 'words', de)
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

/**
 * Switches the language now and for the next visit.
 * @returns whether its words came; else everything stays as it was
 */
export async function changeLanguage(language: Language): Promise<boolean> {
  try {
    await loadWords(language)
  } catch {
    return false
  }
  try {
    localStorage.setItem(key, language)
  } catch {
    // storage is blocked: the choice lasts as long as the page
  }
  return true
}
