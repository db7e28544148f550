import { readFileSync } from 'node:fs'
import { screen } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { batches } from '../../mocks/answers'
import { renderAt } from '../../mocks/renderAt'
import { server } from '../../mocks/server'

const { batch } = JSON.parse(readFileSync('../tests/vectors/example.json', 'utf8')) as {
  batch: { root: string; dump: { values: unknown[] } }
}

function serve(dump: unknown) {
  server.use(
    http.get('*/batches/:id', () => HttpResponse.json({ ...batches[3], root: batch.root })),
    http.get('*/batches/:id/tree', () => HttpResponse.json(dump as object)),
  )
}

it('lists the batches with their states', async () => {
  renderAt('/batches')
  expect(await screen.findByText('#42')).toBeTruthy()
  expect(screen.getByText('not numbered yet')).toBeTruthy()
  expect(screen.getAllByText('In a final block').length).toBe(4)
})

it('rebuilds a batch’s tree in the browser and finds the same root', async () => {
  serve(batch.dump)
  const { user } = renderAt(`/batches/${batch.root}`)
  await user.click(await screen.findByRole('button', { name: 'Rebuild the tree' }))
  expect(await screen.findByText('The rebuilt root is the same.')).toBeTruthy()
})

it('says so when the tree that is served is another one', async () => {
  serve({ ...batch.dump, values: batch.dump.values.slice(1) })
  const { user } = renderAt(`/batches/${batch.root}`)
  await user.click(await screen.findByRole('button', { name: 'Rebuild the tree' }))
  expect(await screen.findByText(/The rebuilt root is another one/)).toBeTruthy()
})

it('says that there is no such batch', async () => {
  renderAt('/batches/999')
  expect(await screen.findByText('There is no such batch.')).toBeTruthy()
})
