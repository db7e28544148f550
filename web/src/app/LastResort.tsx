import { Component, type ReactNode } from 'react'
import classes from './LastResort.module.css'

const words = {
  en: {
    title: 'Something broke',
    text: 'What you typed is kept on this device.',
    again: 'Reload',
    home: 'Home',
  },
  de: {
    title: 'Etwas ist kaputtgegangen',
    text: 'Was du geschrieben hast, bleibt auf diesem Gerät erhalten.',
    again: 'Neu laden',
    home: 'Startseite',
  },
}

/** Stands where even the frame of the app failed. It uses nothing that could have failed with it. */
export class LastResort extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    const { title, text, again, home } = words[document.documentElement.lang === 'de' ? 'de' : 'en']
    return (
      <main className={classes.page}>
        <h1>{title}</h1>
        <p>{text}</p>
        <p className={classes.ways}>
          <button type="button" onClick={() => window.location.reload()}>
            {again}
          </button>
          <a href="/">{home}</a>
        </p>
      </main>
    )
  }
}
