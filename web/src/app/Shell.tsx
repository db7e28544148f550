import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Boundary } from '../design/Boundary'
import { Welcome } from '../identity/Welcome'
import { Footer } from './Footer'
import { Header } from './Header'
import classes from './Shell.module.css'
import { StatusBanner } from './StatusBanner'
import { TabBar } from './TabBar'
import { useArrivals } from './useArrivals'
import { useStayOffline } from './useStayOffline'

const nothing = () => null

/** The frame around every screen: skip link, header, state of the world, content, footer and, on a phone, the tabs. */
export function Shell() {
  const { t } = useTranslation()
  useStayOffline()
  useArrivals()
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        {t('app.skip')}
      </a>
      <Boundary instead={nothing}>
        <Header />
      </Boundary>
      <Boundary instead={nothing}>
        <StatusBanner />
        <Welcome />
      </Boundary>
      <main id="content" tabIndex={-1} className={classes.content}>
        <Outlet />
      </main>
      <Footer />
      <Boundary instead={nothing}>
        <TabBar />
      </Boundary>
    </div>
  )
}
