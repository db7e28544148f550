import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api/ApiProblem'
import { client } from '../api/client'
import { sessionStore } from '../api/sessionStore'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import { Button } from '../design/Button'
import { ConfirmButton } from '../design/ConfirmButton'
import { download } from '../design/download'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { forgetDrafts } from '../quests/forgetDrafts'

/** Everything the service holds about the member, as a file; and the way out. */
export function PrivacyPanel({ address }: { address: string }) {
  const { t } = useTranslation()
  const toast = useToast()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const save = useMutation({
    mutationFn: () => unwrap(client.GET('/api/v1/me/export', { parseAs: 'blob' })),
    onSuccess: (file) => download(file as unknown as Blob, `civicforge-${address}.json`),
  })
  const erase = useMutation({
    mutationFn: () => unwrap(client.DELETE('/api/v1/me')),
    async onSuccess() {
      forgetDrafts()
      sessionStore.set(null)
      await navigate({ to: '/' })
      queryClient.clear()
      toast(t('settings.erase.done'))
    },
  })
  return (
    <Panel title={t('settings.data')} labelledBy="data">
      <p>{t('settings.export.text')}</p>
      <Button
        variant="default"
        style={{ alignSelf: 'flex-start' }}
        loading={save.isPending}
        onClick={() => save.mutate()}
      >
        {t('settings.export')}
      </Button>
      {save.isError && <ErrorNotice error={save.error} />}
      <h3>{t('settings.erase')}</h3>
      <p>{t('settings.erase.text')}</p>
      <p className={stack.soft}>{t('settings.erase.stays')}</p>
      <div>
        <ConfirmButton
          danger
          label={t('settings.erase.action')}
          question={t('settings.erase.sure')}
          pending={erase.isPending}
          onConfirm={() => erase.mutate()}
        />
      </div>
      {erase.isError && <ErrorNotice error={erase.error} />}
      <Obligations error={erase.error} />
    </Panel>
  )
}

/** The quests that have to end first. */
function Obligations({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const quests = error instanceof ApiProblem ? error.facts.quests : undefined
  if (!Array.isArray(quests)) return null
  return (
    <ul>
      {quests.map((id) => (
        <li key={String(id)}>
          <Link to="/quests/$questId" params={{ questId: String(id) }}>
            {t('settings.erase.quest', { id: String(id).slice(-12) })}
          </Link>
        </li>
      ))}
    </ul>
  )
}
