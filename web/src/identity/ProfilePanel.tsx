import { Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { statsQuery } from '../api/statsQuery'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import { Button } from '../design/Button'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { lengthOf, normaliseLine, normaliseText } from '../quests/normaliseText'
import { meQuery } from './meQuery'

/** Name and a few words about oneself. */
export function ProfilePanel({ address }: { address: string }) {
  const { t } = useTranslation()
  const toast = useToast()
  const queryClient = useQueryClient()
  const me = useQuery(meQuery(address)).data
  const limits = useQuery(statsQuery).data?.limits
  const [name, setName] = useState('')
  const [bio, setBio] = useState('')
  // Not with every answer: one with another number of unread lines must not take what is being typed.
  useEffect(() => setName(me?.displayName ?? ''), [me?.displayName])
  useEffect(() => setBio(me?.bio ?? ''), [me?.bio])
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        client.PATCH('/api/v1/me', {
          body: { displayName: normaliseLine(name) || null, bio: normaliseText(bio).trim() || null },
        }),
      ),
    onSuccess() {
      void queryClient.invalidateQueries({ queryKey: ['me'] })
      void queryClient.invalidateQueries({ queryKey: ['member'] })
      toast(t('settings.saved'))
    },
  })
  const fits =
    limits === undefined || (lengthOf(name) <= limits.displayName.max && lengthOf(bio) <= limits.bio.max)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fits) save.mutate()
  }
  return (
    <Panel title={t('settings.profile')} labelledBy="profile">
      <form className={stack.column} onSubmit={submit}>
        <TextInput
          size="md"
          label={t('settings.name')}
          description={t('settings.name.hint', { max: limits?.displayName.max })}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          size="md"
          autosize
          minRows={3}
          label={t('settings.bio')}
          description={t('settings.bio.hint', { max: limits?.bio.max })}
          value={bio}
          onChange={(event) => setBio(event.currentTarget.value)}
        />
        {save.isError && <ErrorNotice error={save.error} />}
        <Button type="submit" disabled={!fits} loading={save.isPending} style={{ alignSelf: 'flex-start' }}>
          {t('settings.save')}
        </Button>
      </form>
    </Panel>
  )
}
