import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { sessionStore } from '../api/sessionStore'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import { Button } from '../design/Button'
import { Panel } from '../design/Panel'
import { Pill } from '../design/Pill'
import { Skeleton } from '../design/Skeleton'
import stack from '../design/Stack.module.css'
import { useFormat } from '../i18n/useFormat'
import { deviceName } from './deviceName'
import classes from './SessionsPanel.module.css'

/** Every device the member is signed in on, each of which can be signed out. */
export function SessionsPanel() {
  const { t } = useTranslation()
  const format = useFormat()
  const toast = useToast()
  const queryClient = useQueryClient()
  const sessions = useQuery({
    queryKey: ['me', 'sessions'],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/auth/sessions', { signal })),
  })
  const end = useMutation({
    mutationFn: (id: string) =>
      unwrap(client.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } })),
    onSuccess() {
      toast(t('settings.sessions.ended'))
      void queryClient.invalidateQueries({ queryKey: ['me', 'sessions'] })
    },
  })
  const endAll = useMutation({
    mutationFn: () => unwrap(client.DELETE('/api/v1/auth/sessions')),
    onSuccess: () => sessionStore.set(null),
  })
  return (
    <Panel title={t('settings.sessions')} labelledBy="sessions">
      {sessions.isPending && <Skeleton label={t('app.loading')} />}
      {sessions.isError && <ErrorNotice error={sessions.error} onRetry={() => void sessions.refetch()} />}
      <ul className={classes.list}>
        {sessions.data?.items.map((session) => (
          <li key={session.id} className={classes.session}>
            <div className={classes.text}>
              <strong>{deviceName(session.userAgent) ?? t('settings.sessions.unknown')}</strong>
              <span className={stack.soft}>
                {t('settings.sessions.used', { when: format.ago(session.lastUsedAt) })}
              </span>
            </div>
            {session.current ? (
              <Pill tone="spruce">{t('settings.sessions.this')}</Pill>
            ) : (
              <Button
                variant="default"
                size="sm"
                loading={end.isPending && end.variables === session.id}
                onClick={() => end.mutate(session.id)}
              >
                {t('settings.sessions.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {(end.error ?? endAll.error) !== null && <ErrorNotice error={end.error ?? endAll.error} />}
      <Button
        variant="light"
        color="brick"
        style={{ alignSelf: 'flex-start' }}
        loading={endAll.isPending}
        onClick={() => endAll.mutate()}
      >
        {t('settings.sessions.end-all')}
      </Button>
    </Panel>
  )
}
