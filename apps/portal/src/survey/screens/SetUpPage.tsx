import { useEffect, useState, type FormEvent } from 'react';
import { readDivisions } from '../../api/identification/divisions.js';
import { asProblem, type Problem } from '../../api/problem.js';
import type { Session } from '../../api/gateway/session.js';
import { useMessages } from '../../i18n/messages.js';
import { deviceTime } from '../device/device-time.js';
import { SurveyStore } from '../device/survey-store.js';
import { database, vault } from '../device/this-device.js';
import type { DataKey } from '../device/vault.js';
import { Frame } from '../Frame.js';
import { pinProblem, type PinProblem } from '../pin.rules.js';
import { keepList, takeList } from '../sending/take-list.js';
import { surveyApi } from '../sending/survey-api.js';
import { surveyMessages } from '../survey.messages.js';
import type { Round } from '../types.js';

interface Choice {
  rounds: readonly Round[];
  villages: readonly { code: string; name: string }[];
}

/** Once, where there is a signal: which list, and the PIN it is kept under. */
export function SetUpPage({ session, onOpen }: { readonly session: Session; readonly onOpen: (key: DataKey) => void }) {
  const t = useMessages(surveyMessages);
  const { area } = session.account;
  const [choice, setChoice] = useState<Choice>();
  const [roundId, setRoundId] = useState('');
  const [village, setVillage] = useState(area.length === 12 ? area : '');
  const [pins, setPins] = useState({ pin: '', again: '' });
  const [wrong, setWrong] = useState<PinProblem | 'pinDiffers'>();
  const [taken, setTaken] = useState<number>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    Promise.all([surveyApi.rounds(), readDivisions(undefined)]).then(
      ([rounds, { items }]) => {
        setChoice({ rounds, villages: items.filter(({ level, code }) => level === 'village' && code.startsWith(area)) });
        setRoundId(rounds[0]?.id ?? '');
      },
      (error: unknown) => setProblem(asProblem(error)),
    );
  }, [area]);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const refused = pinProblem(pins.pin) ?? (pins.pin === pins.again ? undefined : 'pinDiffers');
    setWrong(refused);
    if (refused || taken !== undefined || !roundId || !village) return;
    setProblem(undefined);
    setTaken(0);
    try {
      const list = await takeList(surveyApi, { roundId, village, time: deviceTime, onProgress: setTaken });
      const key = await vault.create(session.account.id, pins.pin, list.kept.device);
      await keepList(new SurveyStore(database, key), list);
      // without this the browser may throw everything away when the phone is full
      await navigator.storage?.persist?.();
      onOpen(key);
    } catch (error) {
      setProblem(asProblem(error));
      setTaken(undefined);
    }
  };
  return (
    <Frame>
      <form className="survey-card" onSubmit={(event) => void submit(event)}>
        <h1>{t('setUpTitle')}</h1>
        <p>{t('setUpText')}</p>
        {problem ? (
          <p role="alert" className="survey-problem">
            {problem.title} {problem.detail} {problem.next}
          </p>
        ) : null}
        {choice?.rounds.length === 0 ? <p role="alert">{t('noRounds')}</p> : null}
        <label className="survey-field">
          <span>{t('round')}</span>
          <select value={roundId} onChange={(event) => setRoundId(event.target.value)}>
            {choice?.rounds.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="survey-field">
          <span>{t('village')}</span>
          <select value={village} onChange={(event) => setVillage(event.target.value)} disabled={area.length === 12}>
            <option value="">{t('choose')}</option>
            {choice?.villages.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {(['pin', 'again'] as const).map((which) => (
          <label key={which} className="survey-field">
            <span>{t(which === 'pin' ? 'pin' : 'pinAgain')}</span>
            <input
              type="password"
              inputMode="numeric"
              autoComplete="off"
              maxLength={12}
              value={pins[which]}
              onChange={(event) => setPins({ ...pins, [which]: event.target.value.replace(/\D/g, '') })}
              {...(wrong ? { 'aria-invalid': true, 'aria-describedby': 'pin-problem' } : {})}
            />
          </label>
        ))}
        <p id="pin-problem" role="alert" className="survey-problem">
          {wrong ? t(wrong) : ''}
        </p>
        <div className="survey-buttons">
          <button type="submit" className="survey-button primary" disabled={taken !== undefined || !roundId || !village}>
            {taken === undefined ? t('download') : t('downloading', { count: taken })}
          </button>
        </div>
      </form>
    </Frame>
  );
}
