import { MenuOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { Suspense, useEffect, useRef, useState } from 'react';
import { Link, Outlet, useLocation } from 'react-router';
import { Loading } from '../components/Loading.js';
import { ReminderBell } from '../features/departments/reminders/ReminderBell.js';
import { useMessages } from '../i18n/messages.js';
import { AccountMenu } from './AccountMenu.js';
import { LanguageSwitch } from './LanguageSwitch.js';
import { layoutMessages } from './layout.messages.js';
import { Navigation } from './Navigation.js';
import { PartialNotice } from './PartialNotice.js';
import { useRememberedLanguage } from './useRememberedLanguage.js';
import { useReturnedFocus } from './useReturnedFocus.js';
import { SessionLost } from './SessionLost.js';
import './shell.css';

export function Shell() {
  const t = useMessages(layoutMessages);
  const [open, setOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  useReturnedFocus(main);
  const remember = useRememberedLanguage();
  const { pathname } = useLocation();
  const seen = useRef(pathname);
  useEffect(() => {
    // A new page starts at its top and is announced; the first page keeps the browser's own focus.
    if (seen.current === pathname) return;
    seen.current = pathname;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {t('skip')}
      </a>
      <header className="shell-head no-print">
        <Button
          className="shell-menu"
          type="text"
          icon={<MenuOutlined aria-hidden />}
          aria-label={t('openNavigation')}
          aria-expanded={open}
          onClick={() => setOpen(true)}
        />
        <Link to="/" className="shell-name">
          <img src="/icon.svg" alt="" width={24} height={24} />
          {t('product')}
        </Link>
        <div className="shell-tools">
          <ReminderBell />
          <LanguageSwitch onChoose={remember} />
          <AccountMenu />
        </div>
      </header>
      <div className="shell-side no-print">
        <Navigation />
      </div>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        placement="left"
        size={288}
        title={t('product')}
        closable={{ 'aria-label': t('closeNavigation') }}
        styles={{ body: { padding: '8px 0' } }}
      >
        <Navigation onChoose={() => setOpen(false)} />
      </Drawer>
      <main id="main" ref={main} tabIndex={-1} className="shell-main">
        <PartialNotice />
        <div className="shell-page">
          <Suspense fallback={<Loading rows={8} />}>
            <Outlet />
          </Suspense>
        </div>
      </main>
      <SessionLost />
    </div>
  );
}
