import { capture, freshPage } from './support/capture'
import { signIn } from './support/steps'
import { expect, test } from './support/test'
import { installWallet, newAccount, operatorAccount } from './support/wallet'

test('what a member sends during maintenance waits and goes out by itself when it is over', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const [member, operator] = [await freshPage(browser), await freshPage(browser)]
  await installWallet(member, newAccount())
  await installWallet(operator, operatorAccount())
  for (const page of [member, operator]) {
    await page.goto('/quests')
    await signIn(page)
  }
  await operator.goto('/operator')
  await operator.getByLabel('Reason').fill('The database moves to a larger disk.')
  await operator.getByRole('button', { name: 'Switch on' }).click()
  await operator.getByRole('button', { name: 'Switch on' }).click()
  const end = operator.getByRole('button', { name: 'Switch off' })
  await expect(end).toBeVisible()
  try {
    await member.goto('/quests/new')
    await expect(member.getByText(/Maintenance: you can read and verify/)).toBeVisible({ timeout: 40_000 })
    await capture(member, 'maintenance')
    const title = `Sweep the chapel steps ${Date.now()}`
    await member.getByLabel('Title').fill(title)
    await member.getByLabel('How will you tell that it’s done?').fill('The steps are swept and dry.')
    await member.getByRole('button', { name: 'Post the quest' }).click()
    await expect(member.getByText(/Waiting to be sent: 1\./)).toBeVisible({ timeout: 40_000 })
    await end.click()
    await end.click()
    await expect(member.getByRole('heading', { level: 1, name: title })).toBeVisible({ timeout: 60_000 })
    await expect(member.getByText(/Maintenance: you can read/)).toHaveCount(0, { timeout: 40_000 })
  } finally {
    // Whatever went wrong, the next test can write again.
    if (await end.isVisible()) {
      await end.click()
      await end.click()
    }
    await member.context().close()
    await operator.context().close()
  }
})

test('what an operator tells stands on the status page, for everybody', async ({ browser }) => {
  const [visitor, operator] = [await freshPage(browser), await freshPage(browser)]
  await installWallet(operator, operatorAccount())
  await operator.goto('/quests')
  await signIn(operator)
  await operator.goto('/operator')
  await operator.getByLabel('What members notice').fill('Confirmations are late')
  await operator
    .getByLabel('What is known', { exact: true })
    .fill('The node that we ask is silent.\nGo on signing: everything is kept.')
  await operator.getByRole('button', { name: 'Tell everybody' }).click()
  const incident = operator.getByRole('form', { name: 'Confirmations are late' })
  await expect(incident).toBeVisible({ timeout: 40_000 })

  await visitor.goto('/status')
  await expect(visitor.getByRole('heading', { name: 'We know of a problem' })).toBeVisible({
    timeout: 40_000,
  })
  await capture(visitor, 'status-incident')

  await incident.getByLabel('State').selectOption('resolved')
  await incident.getByLabel('What is known now').fill('All is anchored.')
  await incident.getByRole('button', { name: 'Add to it' }).click()
  await expect(incident).toHaveCount(0, { timeout: 40_000 })
  await expect(visitor.getByText('All is anchored.')).toBeVisible({ timeout: 60_000 })
  await visitor.context().close()
  await operator.context().close()
})

test('the status page says when the service does not answer', async ({ browser }) => {
  const page = await freshPage(browser)
  await page.route('**/api/v1/status', (route) => route.abort())
  await page.goto('/status')
  await expect(page.getByRole('heading', { name: 'The service does not answer' })).toBeVisible()
  await capture(page, 'status-silent')
  await page.context().close()
})
