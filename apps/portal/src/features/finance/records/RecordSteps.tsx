import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { recordStepMessages } from './record-steps.messages.js';
import '../../identification/case/checklist.css';

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** A step from where a record stands: whose it is and what it still needs. */
export interface RecordStep extends Words {
  readonly step: string;
  readonly who: Words;
  readonly mayDo: boolean;
  readonly possible: boolean;
  readonly checklist: readonly ({ readonly code: string; readonly met: boolean } & Words)[];
}

interface Props<Step extends RecordStep> {
  readonly forward: readonly Step[];
  readonly others: readonly Step[];
  readonly onPress: (step: Step) => void;
  /** As the button says it; absent: as the service does. */
  readonly nameOf?: (step: Step) => string;
  /** Where nothing is left to press: what carries the record on; absent: it has ended. */
  readonly carriedBy?: ReactNode;
  /** In place of the button, for a step that is taken elsewhere; undefined: the button. */
  readonly insteadOf?: (step: Step) => ReactNode | undefined;
  /** Below what leads on: forms that a step has opened. */
  readonly children?: ReactNode;
}

/** What leads on, with everything it needs; what else is possible stands below, quietly. */
export function RecordSteps<Step extends RecordStep>({ forward, others, onPress, nameOf, carriedBy, insteadOf, children }: Props<Step>) {
  const t = useMessages(recordStepMessages);
  const language = useLanguage();
  const named = (step: Step): string => nameOf?.(step) ?? step[language];
  return (
    <section className="panel no-print" aria-label={t('next')}>
      <h2>{t('next')}</h2>
      {forward.length === 0 ? <p>{carriedBy ?? t('ended')}</p> : null}
      {forward.map((step) => (
        <Forward key={step.step} step={step} name={named(step)} instead={insteadOf?.(step)} onPress={() => onPress(step)} />
      ))}
      {children}
      {others.length > 0 ? (
        <div className="next-step">
          <h3>{t('otherSteps')}</h3>
          <div className="row" style={{ marginTop: 8 }}>
            {others.map((step) => (
              <Button key={step.step} onClick={() => onPress(step)}>
                {named(step)}
              </Button>
            ))}
          </div>
        </div>
      ) : null}
    </section>
  );
}

interface ForwardProps {
  readonly step: RecordStep;
  readonly name: string;
  readonly instead: ReactNode | undefined;
  readonly onPress: () => void;
}

function Forward({ step, name, instead, onPress }: ForwardProps) {
  const t = useMessages(recordStepMessages);
  const language = useLanguage();
  const missing = step.checklist.filter(({ met }) => !met).length;
  const why = `why-${step.step}`;
  return (
    <div className="next-step">
      <div className="panel-head" style={{ marginBottom: 4 }}>
        <h3>{name}</h3>
        {instead === undefined ? (
          <Button type="primary" disabled={!step.mayDo || !step.possible} aria-describedby={why} onClick={onPress}>
            {name}
          </Button>
        ) : (
          instead
        )}
      </div>
      <p id={why} className="soft">
        {step.mayDo ? (missing > 0 ? t('missing', { count: missing }) : t('allMet')) : t('notYours', { who: step.who[language] })}
      </p>
      <ul className="plain-list checklist">
        {step.checklist.map((need) => (
          <li key={need.code} className={need.met ? 'checklist-met' : 'checklist-missing'}>
            {need.met ? <CheckCircleOutlined aria-hidden /> : <ExclamationCircleOutlined aria-hidden />}
            <span>{need[language]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
