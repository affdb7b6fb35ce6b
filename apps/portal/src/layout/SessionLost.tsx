import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { readSession, signInAddress } from '../api/gateway/session.js';
import { sessionLost } from '../api/request.js';
import { useMessages } from '../i18n/messages.js';
import { sessionKey } from '../session.js';
import { layoutMessages } from './layout.messages.js';

/** The sign-in ran out in the middle of work: the page stays, what was typed stays. */
export function SessionLost() {
  const t = useMessages(layoutMessages);
  const client = useQueryClient();
  const [lost, setLost] = useState(false);
  useEffect(() => {
    const note = () => setLost(true);
    window.addEventListener(sessionLost, note);
    return () => window.removeEventListener(sessionLost, note);
  }, []);
  const goOn = async () => {
    const session = await readSession();
    if (!session) return;
    client.setQueryData(sessionKey, session);
    setLost(false);
    await client.invalidateQueries();
  };
  return (
    <Modal
      open={lost}
      title={t('sessionLostTitle')}
      closable={false}
      footer={
        <>
          <Button href={signInAddress('/account')} target="_blank" type="primary">
            {t('sessionLostSignIn')}
          </Button>
          <Button onClick={() => void goOn()}>{t('sessionLostGoOn')}</Button>
        </>
      }
    >
      <p>{t('sessionLostText')}</p>
    </Modal>
  );
}
