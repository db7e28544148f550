import { TextInput } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../api/client'
import type { Quest } from '../../api/shapes'
import { unwrap } from '../../api/unwrap'
import { ErrorNotice } from '../../app/ErrorNotice'
import { lazyPart } from '../../app/lazyPart'
import { useToast } from '../../app/useToast'
import { Boundary } from '../../design/Boundary'
import { Button } from '../../design/Button'
import { Controls } from '../../design/Controls'
import { Panel } from '../../design/Panel'
import stack from '../../design/Stack.module.css'
import { TakeRequests } from './TakeRequests'

const QrCode = lazyPart(() => import('../../design/QrCode'), 'QrCode')

/** How the owner of a private quest finds somebody for it: a link that is shown once, and who asked through it. */
export function InvitePanel({ quest }: { quest: Quest }) {
  const { t } = useTranslation()
  const toast = useToast()
  const make = useMutation({
    mutationFn: () =>
      unwrap(client.POST('/api/v1/quests/{id}/link', { params: { path: { id: quest.id } }, body: {} })),
  })
  const link =
    make.data === undefined ? undefined : `${window.location.origin}/quests/${quest.id}#key=${make.data.key}`
  return (
    <Controls>
      <Panel title={t('quest.invite')} labelledBy="invite">
        <TakeRequests quest={quest} requests={quest.requests ?? []} />
        <p className={stack.soft}>{t('quest.invite.text')}</p>
        {link !== undefined && (
          <div className={stack.column} role="status">
            <TextInput
              readOnly
              size="md"
              label={t('quest.invite.link')}
              description={t('quest.invite.once')}
              value={link}
              onFocus={(event) => event.currentTarget.select()}
            />
            <div className={stack.row}>
              <Button
                leftSection={<IconCopy size={18} aria-hidden="true" />}
                onClick={() =>
                  void navigator.clipboard.writeText(link).then(() => toast(t('quest.share.copied')))
                }
              >
                {t('quest.invite.copy')}
              </Button>
            </div>
            <Boundary>
              <Suspense>
                <QrCode text={link} label={t('quest.invite.code')} />
              </Suspense>
            </Boundary>
          </div>
        )}
        {make.isError && <ErrorNotice error={make.error} />}
        <div className={stack.row}>
          <Button variant="default" loading={make.isPending} onClick={() => make.mutate()}>
            {t(link === undefined ? 'quest.invite.make' : 'quest.invite.renew')}
          </Button>
        </div>
      </Panel>
    </Controls>
  )
}
