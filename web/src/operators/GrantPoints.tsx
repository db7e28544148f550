import { NumberInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api/client'
import { isAddress } from '../api/isAddress'
import { statsQuery } from '../api/statsQuery'
import { unwrap } from '../api/unwrap'
import { ErrorNotice } from '../app/ErrorNotice'
import { Button } from '../design/Button'
import { Controls } from '../design/Controls'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { useCommand } from './useCommand'

/** Gives a member creation points. One filled-in form is one grant, however often it is sent: its key changes only when it was granted. */
export function GrantPoints() {
  const { t } = useTranslation()
  const most = useQuery(statsQuery).data?.limits.grantPoints?.max ?? 100
  const [member, setMember] = useState('')
  const [amount, setAmount] = useState<number | string>(10)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const key = useRef<string>(crypto.randomUUID())
  const grant = useCommand(
    (given: { address: string; amount: number; note: string }) =>
      unwrap(
        client.POST('/api/v1/operator/members/{address}/points', {
          params: { path: { address: given.address }, header: { 'Idempotency-Key': key.current } },
          body: { amount: given.amount, note: given.note },
        }),
      ),
    () => {
      key.current = crypto.randomUUID()
      setMember('')
      setNote('')
      setTried(false)
    },
  )
  const points = typeof amount === 'number' && Number.isInteger(amount) && amount >= 1 && amount <= most
  const faults = {
    member: isAddress(member.trim()) ? null : t('operator.grant.member.fault'),
    amount: points ? null : t('operator.grant.amount.fault', { most }),
    note: note.trim() === '' ? t('operator.grant.note.fault') : null,
  }
  return (
    <Panel title={t('operator.grant')} labelledBy="grant">
      <p>{t('operator.grant.text')}</p>
      <form
        className={stack.column}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (Object.values(faults).some((fault) => fault !== null) || grant.isPending) return
          grant.mutate({ address: member.trim(), amount: Number(amount), note: note.trim().normalize('NFC') })
        }}
      >
        <Controls>
          <TextInput
            label={t('operator.grant.member')}
            placeholder="0x…"
            spellCheck={false}
            autoComplete="off"
            value={member}
            onChange={(event) => setMember(event.currentTarget.value)}
            error={tried ? faults.member : null}
          />
          <NumberInput
            label={t('operator.grant.amount')}
            min={1}
            max={most}
            allowDecimal={false}
            value={amount}
            onChange={setAmount}
            error={tried ? faults.amount : null}
          />
          <TextInput
            label={t('operator.grant.note')}
            description={t('operator.grant.note.hint')}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            error={tried ? faults.note : null}
          />
        </Controls>
        <Button type="submit" style={{ alignSelf: 'flex-start' }} loading={grant.isPending}>
          {t('operator.grant.action')}
        </Button>
      </form>
      {grant.isError && <ErrorNotice error={grant.error} />}
    </Panel>
  )
}
