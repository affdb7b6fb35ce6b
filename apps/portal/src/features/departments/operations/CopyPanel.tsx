import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { readDigest, rebuildDirectory } from '../../../api/department/directory.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { operationMessages } from './operations.messages.js';

/** The department's copy of the register: how much it holds, and its rebuild from history. */
export function CopyPanel({ department }: { readonly department: string }) {
  const t = useMessages(operationMessages);
  const { message } = App.useApp();
  const query = useQuery({ queryKey: ['digest', department], queryFn: ({ signal }) => readDigest(department, signal) });
  const rebuild = useCommand(
    (_: undefined, key) => rebuildDirectory(department, key),
    () => void message.success(t('rebuildStarted')),
  );
  return (
    <section className="panel" aria-label={t('directory')}>
      <div className="panel-head">
        <h2>{t('directory')}</h2>
        <Button loading={rebuild.isPending} onClick={() => rebuild.run(undefined)}>
          {t('rebuild')}
        </Button>
      </div>
      {rebuild.problem ? <ProblemView error={rebuild.problem} /> : null}
      <Answer query={query} rows={1}>
        {(digest) => (
          <p>
            {t('digest', {
              households: formatCount(digest.households),
              persons: formatCount(digest.persons),
              digest: digest.digest.slice(0, 12),
            })}
          </p>
        )}
      </Answer>
    </section>
  );
}
