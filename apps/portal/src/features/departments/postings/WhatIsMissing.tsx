import { CheckCircleOutlined, ClockCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import type { ProofStage } from '../../../api/department/notices.js';
import { useMessages } from '../../../i18n/messages.js';
import { postingMessages } from './postings.messages.js';
import '../../identification/case/checklist.css';

export interface MissingLine {
  readonly code: string;
  readonly isDone: boolean;
  readonly stage: ProofStage | null;
  readonly text: string;
}

interface Props {
  /** The disabled button is described by the list: what is missing is said once. */
  readonly id: string;
  readonly lines: readonly MissingLine[];
}

/** What only time brings is not missing. */
const waits = ({ code, stage }: MissingLine): boolean => stage === 'later' || code === 'days-left';
const order = (line: MissingLine): number => (line.isDone ? 2 : waits(line) ? 1 : 0);

/** What closing needs: what is to be done first, then what has to be waited for, then what is there. */
export function WhatIsMissing({ id, lines }: Props) {
  const t = useMessages(postingMessages);
  return (
    <ul className="plain-list checklist" id={id}>
      {lines
        .toSorted((a, b) => order(a) - order(b))
        .map((line) => (
          <li key={line.code} className={line.isDone || waits(line) ? 'checklist-met' : 'checklist-missing'}>
            {line.isDone ? (
              <CheckCircleOutlined aria-label={t('met')} />
            ) : waits(line) ? (
              <ClockCircleOutlined aria-label={t('notYet')} />
            ) : (
              <ExclamationCircleOutlined aria-label={t('notMet')} />
            )}
            <span>{line.text}</span>
          </li>
        ))}
    </ul>
  );
}
