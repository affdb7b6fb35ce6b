import { useState, type FormEvent } from 'react';
import { useMessages } from '../../i18n/messages.js';
import type { VaultRow } from '../device/database.js';
import { vault } from '../device/this-device.js';
import type { DataKey, Unlocked } from '../device/vault.js';
import { deviceTime } from '../device/device-time.js';
import { Frame } from '../Frame.js';
import { surveyMessages } from '../survey.messages.js';

const WARN_BELOW = 5;

interface Props {
  readonly row: VaultRow;
  readonly unsent: number;
  readonly onOpen: (key: DataKey) => void;
  readonly onWiped: () => void;
}

export function UnlockPage({ row, unsent, onOpen, onWiped }: Props) {
  const t = useMessages(surveyMessages);
  const [pin, setPin] = useState('');
  const [isWorking, setWorking] = useState(false);
  const [answer, setAnswer] = useState<Unlocked>();
  const isOverdue = deviceTime.now().getTime() - row.lastContactAt > row.keepDays * 86_400_000;
  const triesLeft = row.pinTries - row.wrongTries;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isWorking || pin === '') return;
    setWorking(true);
    const result = await vault.unlock(pin).finally(() => setWorking(false));
    setPin('');
    setAnswer(result);
    if (result.outcome === 'open') onOpen(result.key);
    if (result.outcome === 'wiped') onWiped();
  };
  return (
    <Frame>
      <form className="survey-card" onSubmit={(event) => void submit(event)}>
        <h1>{t('unlockTitle')}</h1>
        {isOverdue ? <p role="alert">{t('overdue', { days: row.keepDays, unsent })}</p> : null}
        <label className="survey-field">
          <span>{t('pin')}</span>
          <input
            type="password"
            inputMode="numeric"
            autoComplete="off"
            autoFocus
            maxLength={12}
            value={pin}
            onChange={(event) => setPin(event.target.value.replace(/\D/g, ''))}
            {...(answer?.outcome === 'wrong' ? { 'aria-invalid': true, 'aria-describedby': 'pin-problem' } : {})}
          />
        </label>
        <p id="pin-problem" role="alert" className="survey-problem">
          {answer?.outcome === 'wrong' ? t('wrongPin') : ''} {triesLeft < WARN_BELOW ? t('triesLeft', { count: triesLeft, unsent }) : ''}
        </p>
        <div className="survey-buttons">
          <button type="submit" className="survey-button primary" disabled={isWorking}>
            {isWorking ? t('unlocking') : t('unlock')}
          </button>
        </div>
      </form>
    </Frame>
  );
}
