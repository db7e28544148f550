import type { Page } from '@playwright/test'
import { member } from './support/member'
import { expect, test } from './support/test'
import { newAccount } from './support/wallet'

const phone = { width: 360, height: 740 }
const marked = () => `Zq${Math.random().toString(36).slice(2, 8)}`

/** The choices of the selects that do not fit into them. */
const clipped = (page: Page) =>
  page.locator('search select').evaluateAll((selects) =>
    selects.flatMap((select) => {
      const style = getComputedStyle(select)
      const pen = document.createElement('canvas').getContext('2d')
      if (pen === null || !(select instanceof HTMLSelectElement)) return ['no select']
      pen.font = style.font
      const room =
        select.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight)
      return [...select.options].map(({ text }) => text).filter((text) => pen.measureText(text).width > room)
    }),
  )

for (const [language, filter] of [
  ['en', 'Filter'],
  ['de', 'Filtern'],
] as const) {
  test(`a phone shows two cards at once, and choices in full (${language})`, async ({
    page,
    request,
    baseURL,
  }) => {
    const author = await member(request, baseURL, newAccount())
    for (const title of [
      'Read aloud in the library on Saturday morning',
      'Plant three young oaks behind the school',
    ])
      await author.post(title)
    await page.addInitScript((chosen) => localStorage.setItem('civicforge.language', chosen), language)
    await page.setViewportSize(phone)
    await page.goto('/quests')
    const second = page.getByRole('article').nth(1)
    await expect(second).toBeVisible()
    const card = await second.boundingBox()
    const tabs = await page.locator('nav').last().boundingBox()
    expect((card?.y ?? 0) + (card?.height ?? 0)).toBeLessThanOrEqual(tabs?.y ?? 0)
    await page.getByRole('button', { name: filter, exact: true }).click()
    expect(await clipped(page)).toEqual([])
    await page.setViewportSize({ width: 1280, height: 800 })
    expect(await clipped(page)).toEqual([])
  })
}

test('a search finds people, says what is only similar, and leads to the state where something is', async ({
  page,
  request,
  baseURL,
}) => {
  const [name, word] = [marked(), marked()]
  const author = await member(request, baseURL, newAccount())
  await author.call('patch', '/me', { displayName: `${name} Öztürk` })
  const title = `Paint the ${word} gate`
  const quest = await author.post(title)
  const search = page.getByLabel('Search quests and names')
  await page.goto('/quests')
  await search.fill(`${name} ozturk`)
  await expect(page.getByText('1 quest', { exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: title })).toBeVisible()
  await search.fill(`${word.slice(0, 4)}x${word.slice(4)}`)
  await expect(page.getByText('No quest has these words; similar ones:')).toBeVisible()
  await expect(page.getByRole('link', { name: title })).toBeVisible()
  await page.getByRole('button', { name: 'Complete' }).click()
  await expect(
    page.getByRole('heading', { name: 'No quest has these words; similar ones: 0 complete, 1 open' }),
  ).toBeVisible()
  await search.fill(word)
  await expect(page.getByRole('heading', { name: '0 complete, 1 open', exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Show' }).click()
  await page.getByRole('link', { name: title }).click()
  await expect(page).toHaveURL(new RegExp(`${quest}$`))
})

for (const language of ['en', 'de']) {
  test(`the longest name fits a phone, and no term runs into what it is of (${language})`, async ({
    page,
    request,
    baseURL,
  }) => {
    const [author, neighbour] = [
      await member(request, baseURL, newAccount()),
      await member(request, baseURL, newAccount()),
    ]
    await neighbour.call('patch', '/me', {
      displayName: 'Wolfeschlegelsteinhausenbergerdorffwelchevoraltern',
    })
    const quest = await author.post('Sweep the pavement')
    await neighbour.call('post', `/quests/${quest}/claim`, {})
    await page.addInitScript((chosen) => localStorage.setItem('civicforge.language', chosen), language)
    await page.setViewportSize(phone)
    await page.goto(`/quests/${quest}`)
    await expect(page.locator('ol').getByText(/Wolfeschlegel/)).toBeVisible()
    const tooWide = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('dt')]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map(({ textContent, tagName }) => (tagName === 'DT' ? textContent : 'the page')),
    )
    expect(tooWide).toEqual([])
  })
}
