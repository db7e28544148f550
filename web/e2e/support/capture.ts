import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, type Page } from '@playwright/test'

const sizes = { phone: { width: 360, height: 780 }, desktop: { width: 1280, height: 900 } }
const schemes = ['light', 'dark'] as const

/** A page of a context of its own, which axe needs. */
export const freshPage = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ locale: 'en-GB' })).newPage()

/**
 * Takes the page's picture on a phone and a desk, light and dark, into `test-results/screens`; it must fit the width, and
 * axe must find nothing. `again` brings the page back to its state where a new size needs a reload; a dialog is
 * taken by the screenful.
 */
export async function capture(
  page: Page,
  name: string,
  again?: () => Promise<void>,
  fullPage = true,
): Promise<void> {
  for (const size of Object.keys(sizes) as (keyof typeof sizes)[]) {
    for (const scheme of schemes) {
      await page.setViewportSize(sizes[size])
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await again?.()
      await page.evaluate(() => document.fonts.ready)
      await page.screenshot({ path: `test-results/screens/${name}-${size}-${scheme}.png`, fullPage })
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect.soft(overflow, `${name} is wider than a ${size}`).toBeLessThanOrEqual(0)
      if ((size === 'phone') === (scheme === 'dark')) await expectAccessible(page)
    }
  }
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  )
  expect.soft(found).toEqual([])
}
