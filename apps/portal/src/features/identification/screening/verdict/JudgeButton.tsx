import { App, Button } from 'antd';
import { judgeNow, type Subject } from '../../../../api/identification/screening.js';
import { useCommand } from '../../../../api/useCommand.js';
import { ProblemView } from '../../../../components/ProblemView.js';
import { useMessages } from '../../../../i18n/messages.js';
import { useVerdictChanged } from '../useVerdict.js';
import { verdictMessages } from './verdict.messages.js';

export function JudgeButton({ subject, primary = false }: { readonly subject: Subject; readonly primary?: boolean }) {
  const t = useMessages(verdictMessages);
  const { message } = App.useApp();
  const changed = useVerdictChanged();
  const judge = useCommand(
    (_: undefined, key) => judgeNow(subject, key),
    () => {
      void message.success(t('judged'));
      changed();
    },
  );
  return (
    <>
      <Button {...(primary ? { type: 'primary' as const } : {})} loading={judge.isPending} onClick={() => judge.run(undefined)}>
        {t('judge')}
      </Button>
      {judge.problem ? <ProblemView error={judge.problem} /> : null}
    </>
  );
}
