import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Quest, Role } from '../api/shapes'
import { DualSeal } from '../design/DualSeal'
import { downloadJson } from '../design/downloadJson'
import { Facts } from '../design/Facts'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { useFormat } from '../i18n/useFormat'
import { signedRoles } from '../quests/signedRoles'
import { Timeline } from '../quests/Timeline'

/** After signing: whose signature is there, the receipt with its promise, and the way to the chain, live. */
export function SignedPanel({ quest, role }: { quest: Quest; role: Role }) {
  const { t } = useTranslation()
  const format = useFormat()
  const signed = signedRoles(quest)
  const both = signed.creator && signed.performer
  const mine = quest.attestations.find((attestation) => attestation.role === role)
  const receipt = mine?.completionReceipt ?? mine?.receipt
  const word = (done: boolean) => t(done ? 'quest.seal.signed' : 'quest.seal.open')
  return (
    <div className={stack.split}>
      <div className={stack.column} style={{ gap: 24 }}>
        <Panel tone={both ? 'spruce' : 'ember'}>
          <div className={stack.row} style={{ gap: 24 }}>
            <DualSeal
              creator={signed.creator}
              performer={signed.performer}
              size={84}
              label={t('quest.seal.label', {
                creator: word(signed.creator),
                performer: word(signed.performer),
              })}
            />
            <div className={stack.column} style={{ gap: 6, flex: 1, minWidth: 180 }} role="status">
              <h2>{t('quest.signed', { count: Number(signed.creator) + Number(signed.performer) })}</h2>
              <p>{t(both ? 'attest.signed.both' : 'attest.signed.one')}</p>
            </div>
          </div>
          {both && (
            <Button
              style={{ alignSelf: 'flex-start' }}
              renderRoot={(props) => <Link to="/proofs/$questId" params={{ questId: quest.id }} {...props} />}
            >
              {t('quest.action.proof')}
            </Button>
          )}
        </Panel>
        {receipt !== undefined && (
          <Panel
            title={t('attest.receipt')}
            labelledBy="receipt"
            aside={
              <Button
                variant="default"
                size="sm"
                leftSection={<IconDownload size={17} aria-hidden="true" />}
                onClick={() => downloadJson(receipt, `receipt-${quest.id}.json`)}
              >
                {t('attest.receipt.download')}
              </Button>
            }
          >
            <p>
              {receipt.anchorBy === 0
                ? t('attest.receipt.storage')
                : t('attest.receipt.promise', { when: format.moment(receipt.anchorBy) })}
            </p>
            <Facts
              facts={[
                { term: t('attest.receipt.received'), detail: format.moment(receipt.receivedAt) },
                { term: t('attest.receipt.digest'), detail: <code>{receipt.attestation}</code> },
                { term: t('attest.receipt.signature'), detail: <code>{receipt.signature}</code> },
              ]}
            />
          </Panel>
        )}
      </div>
      <Panel title={t('quest.timeline')} labelledBy="timeline">
        <Timeline quest={quest} />
      </Panel>
    </div>
  )
}
