import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { sessionStore } from '../api/sessionStore'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import { downloadJson } from '../design/downloadJson'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'

/** Everything as a file, or nothing at all. */
export function DataPanel() {
  const { t } = useTranslation()
  const toast = useToast()
  const [sure, setSure] = useState(false)
  const take = useMutation({
    mutationFn: () => unwrap(client.GET('/api/v1/me/export')),
    onSuccess: (document) => downloadJson(document, 'civicforge-my-data.json'),
  })
  const erase = useMutation({
    mutationFn: () => unwrap(client.DELETE('/api/v1/me')),
    onSuccess() {
      sessionStore.set(null)
      toast(t('settings.deleted'))
    },
  })
  return (
    <>
      <Panel title={t('settings.data')} labelledBy="data">
        <p className={stack.soft}>{t('settings.data.text')}</p>
        {take.isError && <ErrorNotice error={take.error} />}
        <Button
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          loading={take.isPending}
          onClick={() => take.mutate()}
        >
          {t('settings.data.export')}
        </Button>
      </Panel>
      <Panel title={t('settings.delete')} labelledBy="delete" tone={sure ? 'brick' : 'plain'}>
        <p>{t('settings.delete.text')}</p>
        {erase.isError && <ErrorNotice error={erase.error} />}
        <div className={stack.row}>
          {sure ? (
            <>
              <Button color="brick" loading={erase.isPending} onClick={() => erase.mutate()}>
                {t('settings.delete.confirm')}
              </Button>
              <Button variant="default" onClick={() => setSure(false)}>
                {t('app.cancel')}
              </Button>
            </>
          ) : (
            <Button variant="light" color="brick" onClick={() => setSure(true)}>
              {t('settings.delete')}
            </Button>
          )}
        </div>
      </Panel>
    </>
  )
}
