import { App, Button } from 'antd';
import { useState } from 'react';
import { takeOutsideStep, type OutsideList, type OutsideStep } from '../../../api/finance/outside-lists.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { outsideMessages } from './outside.messages.js';

interface Props {
  readonly list: OutsideList;
  readonly onChanged: (list: OutsideList) => void;
}

/** What the reader can do with the list, and what keeps the reader from it. */
export function OutsideSteps({ list, onChanged }: Props) {
  const t = useMessages(outsideMessages);
  const language = useLanguage();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<OutsideStep>();
  const take = useCommand(
    ({ step, reason }: { step: OutsideStep; reason?: string }, key) => takeOutsideStep(list, { step, ...(reason ? { reason } : {}) }, key),
    (next, { step }) => {
      void message.success(t(`done_${step}`));
      setAsking(undefined);
      onChanged(next);
    },
  );
  const waits = list.state === 'proposed' || list.state === 'withdrawing';
  if (list.steps.length === 0 && !waits) return null;
  const missing = [...new Set(list.steps.flatMap((one) => one.missing.map((need) => need[language])))];
  return (
    <section className="panel stack no-print" style={{ gap: 8 }} aria-label={t('next')}>
      <h2>{t('next')}</h2>
      {list.steps.length === 0 ? <p>{t('waits')}</p> : null}
      {missing.map((need) => (
        <p key={need} className="soft">
          {need}
        </p>
      ))}
      <div className="row">
        {list.steps.map(({ step, reason, missing: needs }) => (
          <Button
            key={step}
            type={step === 'release' || step === 'withdraw' ? 'primary' : 'default'}
            disabled={needs.length > 0}
            loading={take.isPending}
            onClick={() => (reason === 'needed' ? setAsking(step) : take.run({ step }))}
          >
            {t(`step_${step}`)}
          </Button>
        ))}
      </div>
      {take.problem && !asking ? <ProblemView error={take.problem} /> : null}
      <ReasonDialog
        open={asking !== undefined}
        title={t(`step_${asking ?? 'reject'}`)}
        confirm={t(`step_${asking ?? 'reject'}`)}
        label={t('why')}
        hint={t('whyHint')}
        isPending={take.isPending}
        problem={asking ? take.problem : undefined}
        onConfirm={(reason) => asking && take.run({ step: asking, reason })}
        onClose={() => setAsking(undefined)}
      />
    </section>
  );
}
