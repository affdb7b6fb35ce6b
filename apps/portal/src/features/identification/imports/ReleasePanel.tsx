import { CheckCircleFilled, ExclamationCircleOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { discardImport, releaseImport, type Import } from '../../../api/identification/imports.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { useMessages } from '../../../i18n/messages.js';
import { informedDepartments } from '../../../layout/departments.js';
import { useMay, useSession } from '../../../session.js';
import { importMessages } from './imports.messages.js';
import { takenOf } from './three-numbers.js';
import { importKey } from './useImport.js';

/** The one next action, with its conditions as a checklist: what is missing is said before it is pressed. */
export function ReleasePanel({ batch }: { readonly batch: Import }) {
  const t = useMessages(importMessages);
  const may = useMay();
  const { account } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [isDiscarding, setDiscarding] = useState(false);
  const refresh = () => {
    void client.invalidateQueries({ queryKey: importKey(batch.id) });
    void client.invalidateQueries({ queryKey: ['imports'] });
  };
  const release = useCommand(
    (_: undefined, key) => releaseImport(batch.id, key),
    () => {
      void message.success(t('released', { count: informedDepartments.length }));
      refresh();
    },
  );
  const discard = useCommand(
    (reason: string, key) => discardImport(batch.id, reason, key),
    () => {
      setDiscarding(false);
      void message.success(t('discarded'));
      refresh();
    },
  );
  const isOther = batch.uploadedBy.id !== account.id;
  const mayRelease = may('import.release');
  const hasSomething = takenOf(batch.counts) > 0;
  const conditions = [
    { met: true, text: t('checkPreviewed') },
    { met: hasSomething, text: t(hasSomething ? 'checkSomething' : 'checkSomethingNot') },
    { met: isOther, text: t(isOther ? 'checkOther' : 'checkOtherNot') },
    { met: mayRelease, text: t(mayRelease ? 'checkRole' : 'checkRoleNot') },
  ];
  return (
    <section className="panel no-print" aria-label={t('releaseChecks')}>
      <h2>{t('releaseChecks')}</h2>
      <ul className="plain-list" id="release-conditions">
        {conditions.map((condition) => (
          <li key={condition.text}>
            {condition.met ? (
              <CheckCircleFilled aria-label={t('met')} style={{ color: '#3c6246' }} />
            ) : (
              <ExclamationCircleOutlined aria-label={t('unmet')} style={{ color: '#a8201a' }} />
            )}{' '}
            {condition.text}
          </li>
        ))}
      </ul>
      <div className="row" style={{ marginTop: 12 }}>
        <Button
          type="primary"
          disabled={conditions.some((condition) => !condition.met)}
          loading={release.isPending}
          aria-describedby="release-conditions"
          onClick={() => release.run(undefined)}
        >
          {t('release')}
        </Button>
        {may('import.upload') || mayRelease ? <Button onClick={() => setDiscarding(true)}>{t('discard')}</Button> : null}
      </div>
      {release.problem ? <ProblemView error={release.problem} /> : null}
      <ReasonDialog
        open={isDiscarding}
        title={t('discardTitle')}
        confirm={t('discard')}
        isPending={discard.isPending}
        problem={discard.problem}
        onConfirm={discard.run}
        onClose={() => setDiscarding(false)}
      />
    </section>
  );
}
