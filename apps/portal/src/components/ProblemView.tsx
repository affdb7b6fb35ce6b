import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { asProblem } from '../api/problem.js';
import { useMessages } from '../i18n/messages.js';
import { componentMessages } from './components.messages.js';
import { CopyButton } from './CopyButton.js';

interface Props {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** What still works, or a link to the place where it can be put right. */
  readonly children?: ReactNode;
}

/** A refusal: what is wrong, what to do; the code is only there to copy. */
export function ProblemView({ error, onRetry, children }: Props) {
  const t = useMessages(componentMessages);
  const problem = asProblem(error);
  return (
    <Alert
      role="alert"
      type={problem.isOutage ? 'warning' : 'error'}
      showIcon
      title={problem.title}
      description={
        <div className="stack" style={{ gap: 6 }}>
          {problem.detail ? <p>{problem.detail}</p> : null}
          {problem.problems.length > 0 ? (
            <ul style={{ margin: 0, paddingInlineStart: 20 }}>
              {problem.problems.map((item) => (
                <li key={`${item.pointer}${item.code}`}>{item.detail}</li>
              ))}
            </ul>
          ) : null}
          {problem.next ? (
            <p>
              <strong>{t('whatNow')}</strong>
              {problem.next}
            </p>
          ) : null}
          {children}
          <div className="row">
            {onRetry ? <Button onClick={onRetry}>{t('retry')}</Button> : null}
            <CopyButton text={[problem.code, problem.instance].filter(Boolean).join(' ')} label={t('copyProblem')} />
          </div>
        </div>
      }
    />
  );
}
