import { IconDownload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Quest, Role } from '../api/shapes'
import { Button } from '../design/Button'
import { DualSeal } from '../design/DualSeal'
import { downloadJson } from '../design/downloadJson'
import { Facts } from '../design/Facts'
import { Panel } from '../design/Panel'
import stack from '../design/Stack.module.css'
import { useFormat } from '../i18n/useFormat'
import { nameOf } from '../members/nameOf'
import { ShareQuest } from '../quests/ShareQuest'
import { signedRoles } from '../quests/signedRoles'
import { Timeline } from '../quests/Timeline'
import { useTitle } from '../quests/useTitle'
import { AskForRevision } from './AskForRevision'

type Props = {
  quest: Quest
  role: Role
  /** The signature was made just now, on this page. */
  fresh: boolean
}

/** After signing: whose signature is there and what comes next, the receipt with its promise, the way to the chain. */
export function SignedPanel({ quest, role, fresh }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const title = useTitle()(quest)
  const heading = useRef<HTMLHeadingElement>(null)
  const [sendingBack, setSendingBack] = useState(false)
  useEffect(() => {
    if (!fresh) return
    window.scrollTo({ top: 0 })
    heading.current?.focus({ preventScroll: true })
  }, [fresh])
  const signed = signedRoles(quest)
  const both = signed.creator && signed.performer
  const mine = quest.attestations.find((attestation) => attestation.role === role)
  const receipt = mine?.completionReceipt ?? mine?.receipt
  const word = (done: boolean) => t(done ? 'quest.seal.signed' : 'quest.seal.open')
  const facts = {
    name: nameOf((role === 'creator' ? quest.performer : quest.creator) ?? '', quest.people),
    until: quest.submission === null ? '' : format.plan(quest.submission.deadline),
  }
  return (
    <div className={stack.split}>
      <div className={stack.column} style={{ gap: 24 }}>
        <Panel tone={both ? 'spruce' : 'ember'}>
          <div className={stack.row} style={{ gap: 24 }}>
            <DualSeal
              creator={signed.creator}
              performer={signed.performer}
              drawn={fresh ? role : undefined}
              size={84}
              label={t('quest.seal.label', {
                creator: word(signed.creator),
                performer: word(signed.performer),
              })}
            />
            <div className={stack.column} style={{ gap: 6, flex: 1, minWidth: 180 }} role="status">
              <h2 ref={heading} tabIndex={-1}>
                {t('quest.signed', { count: Number(signed.creator) + Number(signed.performer) })}
              </h2>
              <p>{t(both ? 'attest.signed.both' : 'attest.signed.one', facts)}</p>
            </div>
          </div>
          {both ? (
            <div className={stack.row}>
              <Button
                renderRoot={(props) => (
                  <Link to="/proofs/$questId" params={{ questId: quest.id }} {...props} />
                )}
              >
                {t('quest.action.proof')}
              </Button>
              {quest.visibility === 'public' && <ShareQuest title={title} path={`/proofs/${quest.id}`} />}
            </div>
          ) : (
            <p className={stack.small}>{t(`attest.binding.${role}`, facts)}</p>
          )}
        </Panel>
        {!both &&
          quest.actions.includes('request-revision') &&
          (sendingBack ? (
            <AskForRevision quest={quest} onCancel={() => setSendingBack(false)} />
          ) : (
            <Button
              variant="default"
              style={{ alignSelf: 'flex-start' }}
              onClick={() => setSendingBack(true)}
            >
              {t('attest.revision.open')}
            </Button>
          ))}
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
