import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import type { MaintenanceMode } from '../api/shapes'
import { statusQuery } from '../api/statusQuery'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { ConfirmButton } from '../design/ConfirmButton'
import { Controls } from '../design/Controls'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { operatorPoll } from './operatorPoll'
import { useAnnounce } from './useAnnounce'

type Turn = { mode: MaintenanceMode; reason: string | null; until: string | null }

/** The switch for maintenance: how it stands, and turning it. */
export function MaintenancePanel() {
  const { t } = useTranslation()
  const notice = useQuery({ ...statusQuery, refetchInterval: operatorPoll }).data?.maintenance ?? null
  const [mode, setMode] = useState<'read-only' | 'on'>('read-only')
  const [reason, setReason] = useState('')
  const [hours, setHours] = useState<number | string>(1)
  const [tried, setTried] = useState(false)
  const turn = useAnnounce(
    (asked: Turn) => unwrap(client.POST('/api/v1/operator/maintenance', { body: asked })),
    () => setTried(false),
  )
  const lasts = typeof hours === 'number' && hours > 0 ? hours * 3_600_000 : undefined
  const switchOn = () => {
    setTried(true)
    if (reason.trim() === '') return
    turn.mutate({
      mode,
      reason: reason.trim().normalize('NFC'),
      until: lasts === undefined ? null : new Date(Date.now() + lasts).toISOString(),
    })
  }
  return (
    <Panel
      tone={notice === null ? 'plain' : 'amber'}
      title={t('operator.maintenance')}
      labelledBy="maintenance"
    >
      {notice === null ? (
        <>
          <p>{t('operator.maintenance.text')}</p>
          <div className={stack.column}>
            <Controls>
              <NativeSelect
                label={t('operator.maintenance.mode')}
                value={mode}
                onChange={(event) => setMode(event.currentTarget.value === 'on' ? 'on' : 'read-only')}
                data={[
                  { value: 'read-only', label: t('operator.maintenance.read-only') },
                  { value: 'on', label: t('operator.maintenance.on') },
                ]}
              />
              <TextInput
                label={t('operator.maintenance.reason')}
                description={t('operator.maintenance.reason.hint')}
                maxLength={200}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
                error={tried && reason.trim() === '' ? t('operator.maintenance.reason.fault') : null}
              />
              <NumberInput
                label={t('operator.maintenance.hours')}
                min={0}
                max={720}
                value={hours}
                onChange={setHours}
              />
            </Controls>
          </div>
          <ConfirmButton
            label={t('operator.maintenance.turn')}
            question={t('operator.maintenance.sure')}
            pending={turn.isPending}
            danger
            onConfirm={switchOn}
          />
        </>
      ) : (
        <>
          <p dir="auto">{notice.reason}</p>
          <ConfirmButton
            label={t('operator.maintenance.end')}
            question={t('operator.maintenance.end.sure')}
            pending={turn.isPending}
            onConfirm={() => turn.mutate({ mode: 'off', reason: null, until: null })}
          />
        </>
      )}
      {turn.isError && <ErrorNotice error={turn.error} />}
    </Panel>
  )
}
