import { Button } from 'antd';
import { useEffect } from 'react';
import { signInAddress } from '../../../api/gateway/session.js';
import { useMessages } from '../../../i18n/messages.js';
import { LanguageSwitch } from '../../../layout/LanguageSwitch.js';
import { signInMessages } from './sign-in.messages.js';
import './sign-in.css';

export function SignInPage() {
  const t = useMessages(signInMessages);
  useEffect(() => {
    document.title = t('name');
  }, [t]);
  const here = `${window.location.pathname}${window.location.search}`;
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <img src="/icon.svg" alt="" width={48} height={48} />
        <h1>{t('name')}</h1>
        <p className="sign-in-what">{t('what')}</p>
        <p className="soft">{t('promise')}</p>
        <Button type="primary" size="large" block href={signInAddress(here)}>
          {t('signIn')}
        </Button>
        <p className="soft">{t('hint')}</p>
        <LanguageSwitch />
      </div>
    </main>
  );
}
