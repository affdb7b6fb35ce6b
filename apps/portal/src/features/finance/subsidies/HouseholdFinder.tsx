import { Button, Input } from 'antd';
import { useState } from 'react';
import { searchDirectory, type DirectoryRow } from '../../../api/department/directory.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { subsidyFormMessages } from './subsidy-form.messages.js';

type Found = Pick<DirectoryRow, 'id' | 'number' | 'headName' | 'villageCode'>;

interface Props {
  readonly chosen: Found | undefined;
  readonly onChosen: (household: Found | undefined) => void;
}

/** Name or number go into a POST body, not into the address. */
export function HouseholdFinder({ chosen, onChosen }: Props) {
  const t = useMessages(subsidyFormMessages);
  const areaName = useAreaName();
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const search = useCommand((terms: { name?: string; number?: string }) => searchDirectory('finance', terms));
  const look = () =>
    search.run({ ...(name.trim() ? { name: name.trim() } : {}), ...(number.trim() && !name.trim() ? { number: number.trim() } : {}) });
  if (chosen)
    return (
      <div className="row" style={{ marginBottom: 24 }} role="group" aria-label={t('household')}>
        <strong>{t('chosen', { head: chosen.headName, number: chosen.number })}</strong>
        <Button size="small" onClick={() => onChosen(undefined)}>
          {t('another')}
        </Button>
      </div>
    );
  return (
    <div className="stack" style={{ gap: 8, marginBottom: 24 }} role="group" aria-label={t('household')}>
      <p>{t('findHousehold')}</p>
      <div className="row">
        <Input
          aria-label={t('nameLabel')}
          placeholder={t('nameLabel')}
          autoComplete="off"
          maxLength={50}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={(event) => {
            event.preventDefault();
            look();
          }}
          style={{ width: 160 }}
        />
        <Input
          aria-label={t('numberLabel')}
          placeholder={t('numberLabel')}
          autoComplete="off"
          maxLength={40}
          value={number}
          onChange={(event) => setNumber(event.target.value)}
          style={{ width: 180 }}
        />
        <Button loading={search.isPending} disabled={!name.trim() && !number.trim()} onClick={look}>
          {t('search')}
        </Button>
      </div>
      {search.problem ? <ProblemView error={search.problem} /> : null}
      {search.result?.items.length === 0 ? <p role="status">{t('noHit')}</p> : null}
      <ul className="plain-list divided">
        {search.result?.items.slice(0, 12).map((found) => (
          <li key={found.id} className="row">
            <span>
              {found.headName}{' '}
              <span className="soft">{[found.number, areaName(found.villageCode), found.groupName ?? ''].filter(Boolean).join(' · ')}</span>
            </span>
            <Button size="small" aria-label={t('choose', { head: found.headName })} onClick={() => onChosen(found)}>
              {t('chooseShort')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
