import { useTranslation } from 'react-i18next'
import classes from './DualPicture.module.css'

/** Dual attestation in one picture: two people, two half rings that close on one quest, and the chain that keeps it. */
export function DualPicture() {
  const { t } = useTranslation()
  return (
    <figure className={classes.figure}>
      <svg viewBox="0 0 400 320" role="img" aria-label={t('home.picture')}>
        <path className={classes.left} d="M190 50A104 104 0 1 0 190 238" />
        <path className={classes.right} d="M210 50A104 104 0 1 1 210 238" />
        <g className={classes.card}>
          <rect x="140" y="88" width="120" height="112" rx="16" />
          <path d="M160 118h56M160 138h78M160 158h44" />
          <path className={classes.tick} d="M206 172l10 10 22-25" />
        </g>
        <path className={classes.chain} d="M200 238v28" />
        <g className={classes.blocks}>
          {[88, 150, 212, 274].map((x) => (
            <rect key={x} x={x} y="270" width="40" height="34" rx="9" data-ours={x === 212 || undefined} />
          ))}
          <path d="M128 287h22M190 287h22M252 287h22" />
        </g>
      </svg>
      <figcaption className={classes.legend}>
        <span data-role="creator">{t('home.picture.creator')}</span>
        <span data-role="performer">{t('home.picture.performer')}</span>
      </figcaption>
    </figure>
  )
}
