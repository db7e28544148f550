import { capture, freshPage } from './support/capture'
import { member } from './support/member'
import { postQuest, signIn, takeQuest } from './support/steps'
import { expect, test } from './support/test'
import { installWallet, newAccount } from './support/wallet'

test('who posted a quest hears in their inbox that it was taken, and the line leads there', async ({
  browser,
  request,
  baseURL,
}) => {
  const [creator, performer] = [await freshPage(browser), await freshPage(browser)]
  const account = newAccount()
  await installWallet(creator, newAccount())
  await installWallet(performer, account)
  for (const page of [creator, performer]) {
    await page.goto('/quests')
    await signIn(page)
  }
  const bell = creator.getByRole('banner').getByRole('link', { name: /^Inbox/ })
  await bell.click()
  await expect(creator.getByRole('heading', { name: 'Nothing has happened yet' })).toBeVisible()
  await capture(creator, 'inbox-empty')

  const title = `Oil the hinges of the park gate ${Date.now()}`
  const path = await postQuest(creator, title)
  await takeQuest(performer, path)
  await expect(bell).toHaveAccessibleName('Inbox, 1 unread')
  await expect(performer.getByRole('banner').getByRole('link', { name: 'Inbox', exact: true })).toBeVisible()

  await (await member(request, baseURL, account)).call('post', `${path}/submit`, {
    submission: 'Every hinge is oiled, and the gate is quiet.',
  })
  await expect(bell).toHaveAccessibleName('Inbox, 2 unread')
  await bell.click()
  const lines = creator.getByRole('list', { name: 'What has happened' }).getByRole('listitem')
  await expect(lines).toHaveCount(2)
  await lines.last().getByRole('link').click()
  await expect(creator.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(bell).toHaveAccessibleName('Inbox, 1 unread')
  await bell.click()
  await creator.getByRole('button', { name: 'Mark all as read' }).click()
  await expect(bell).toHaveAccessibleName('Inbox')
  await Promise.all([creator.context().close(), performer.context().close()])
})
