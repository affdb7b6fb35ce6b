import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { listPostings } from '../../../api/department/postings.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { postingPlace } from './posting-places.js';
import { postingMessages } from './postings.messages.js';
import { usePostingChanged } from './usePosting.js';

export interface ToPost {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly detail: string;
}

interface Props {
  readonly department: string;
  readonly title: string;
  readonly items: readonly ToPost[];
  readonly post: (cases: readonly { readonly id: string; readonly version: number }[], idempotencyKey: string) => Promise<unknown>;
}

/** All of a village at once: everything is chosen until somebody leaves a household out; then the sheet opens. */
export function PostTogether({ department, title, items, post }: Props) {
  const t = useMessages(postingMessages);
  const { message } = App.useApp();
  const navigate = useNavigate();
  const changed = usePostingChanged(department);
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const chosen = items.filter(({ id }) => !leftOut.has(id));
  const command = useCommand(
    async (cases: readonly { id: string; version: number }[], key) => {
      await post(cases, key);
      const sheets = await listPostings(department, { subjectId: cases[0]?.id, limit: 1 });
      return sheets.items[0];
    },
    (sheet, cases) => {
      changed();
      void message.success(t('postedNow', { count: cases.length }));
      if (sheet) void navigate(postingPlace(department, sheet.id));
    },
  );
  const choose = (id: string, isChosen: boolean): void => {
    const next = new Set(leftOut);
    if (isChosen) next.delete(id);
    else next.add(id);
    setLeftOut(next);
  };
  return (
    <section className="panel no-print" aria-label={title}>
      <h2>{title}</h2>
      <p className="soft">{t('postTogetherLead')}</p>
      <Checkbox
        checked={chosen.length === items.length}
        indeterminate={chosen.length > 0 && chosen.length < items.length}
        onChange={({ target }) => setLeftOut(target.checked ? new Set() : new Set(items.map(({ id }) => id)))}
      >
        {t('all', { count: items.length })}
      </Checkbox>
      <ul className="plain-list divided" style={{ margin: '8px 0', maxHeight: 420, overflowY: 'auto' }} tabIndex={0} aria-label={title}>
        {items.map(({ id, name, detail }) => (
          <li key={id}>
            <Checkbox checked={!leftOut.has(id)} onChange={({ target }) => choose(id, target.checked)}>
              {name} <span className="soft">{detail}</span>
            </Checkbox>
          </li>
        ))}
      </ul>
      <Button
        type="primary"
        disabled={chosen.length === 0}
        loading={command.isPending}
        onClick={() => command.run(chosen.map(({ id, version }) => ({ id, version })))}
      >
        {t('post', { count: chosen.length })}
      </Button>
      {command.problem ? <ProblemView error={command.problem} /> : null}
    </section>
  );
}
