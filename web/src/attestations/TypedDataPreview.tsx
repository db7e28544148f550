import { useTranslation } from 'react-i18next'
import type { AttestationPayload } from '../api/shapes'
import { Facts } from '../design/Facts'
import { useFormat } from '../i18n/useFormat'
import classes from './TypedDataPreview.module.css'

const known = [
  'quest',
  'outcome',
  'questId',
  'creator',
  'performer',
  'workHash',
  'xp',
  'reputation',
  'deadline',
] as const
type Known = (typeof known)[number]

function isKnown(name: string): name is Known {
  return known.some((field) => field === name)
}

/** Every field the wallet will show, in its order, with the name the wallet uses and what it means. */
export function TypedDataPreview({ payload }: { payload: AttestationPayload }) {
  const { t } = useTranslation()
  const format = useFormat()
  const fields = payload.types[payload.primaryType] ?? []
  return (
    <div className={classes.preview}>
      <p className={classes.head}>
        <code>{payload.primaryType}</code>
        <span>
          {payload.domain.name} {payload.domain.version} ·{' '}
          {t('attest.preview.chain', { id: payload.domain.chainId })}
        </span>
        <code>{payload.domain.verifyingContract}</code>
      </p>
      <Facts
        facts={fields.map(({ name }) => ({
          term: name,
          detail: (
            <>
              <span dir="auto" className={name === 'quest' || name === 'outcome' ? undefined : 'mono'}>
                {String(payload.message[name])}
              </span>
              <span className={classes.meaning}>
                {name === 'deadline'
                  ? t('attest.field.deadline', { when: format.moment(Number(payload.message.deadline)) })
                  : isKnown(name)
                    ? t(`attest.field.${name}`)
                    : null}
              </span>
            </>
          ),
        }))}
      />
    </div>
  )
}
