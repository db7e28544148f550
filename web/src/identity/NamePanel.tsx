import '../i18n/enSignIn'
import { TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { sessionStore } from '../api/sessionStore'
import { statsQuery } from '../api/statsQuery'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { Button } from '../design/Button'
import { Controls } from '../design/Controls'
import { lengthOf, normaliseLine } from '../quests/normaliseText'
import classes from './NamePanel.module.css'
import { welcomed } from './welcomed'

/**
 * Asks a newcomer for a name, once, on whatever page they signed in. It stands beside what they came for and not in its
 * way: whoever was about to take a quest should not have to answer first.
 */
export function NamePanel({ address }: { address: string }) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const max = useQuery(statsQuery).data?.limits.displayName.max ?? 50
  const [name, setName] = useState('')
  const [asked, setAsked] = useState(() => welcomed.has(address))
  const close = () => {
    welcomed.add(address)
    setAsked(true)
  }
  const save = useMutation({
    mutationFn: (displayName: string) => unwrap(client.PATCH('/api/v1/me', { body: { displayName } })),
    onSuccess(me) {
      const session = sessionStore.get()
      if (session !== null)
        sessionStore.set({ ...session, member: { ...session.member, displayName: me.displayName } })
      void queryClient.invalidateQueries()
      close()
    },
  })
  const line = normaliseLine(name)
  const fits = line !== '' && lengthOf(line) <= max
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fits) save.mutate(line)
  }
  if (asked) return null
  return (
    <form className={classes.panel} onSubmit={submit} aria-label={t('welcome.label')} data-no-print>
      <Controls>
        <TextInput
          className={classes.field}
          label={t('welcome.name')}
          description={t('welcome.hint', { max })}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Controls>
      <div className={classes.ways}>
        <Button type="submit" disabled={!fits} loading={save.isPending}>
          {t('welcome.save')}
        </Button>
        <Button variant="subtle" onClick={close}>
          {t('welcome.later')}
        </Button>
      </div>
      {save.isError && <ErrorNotice error={save.error} />}
    </form>
  )
}
