import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { decideDuplicate, type DuplicateCase, type DuplicateDecision } from '../../../api/identification/duplicates.js';
import { useCommand } from '../../../api/useCommand.js';
import { Facts } from '../../../components/Facts.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { informedDepartments } from '../../../layout/departments.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { householdAddress } from '../household-list/household-filter.js';
import { duplicateMessages } from './duplicates.messages.js';

const decisions = [
  { decision: 'keep-registered', label: 'keep', help: 'keepHelp' },
  { decision: 'move', label: 'move', help: 'moveHelp' },
  { decision: 'not-same', label: 'notSame', help: 'notSameHelp' },
] as const satisfies readonly { decision: DuplicateDecision; label: string; help: string }[];

export function DuplicateItem({ duplicate }: { readonly duplicate: DuplicateCase }) {
  const t = useMessages(duplicateMessages);
  const { message } = App.useApp();
  const client = useQueryClient();
  const [open, setOpen] = useState<(typeof decisions)[number]>();
  const decide = useCommand(
    ({ decision, reason }: { decision: DuplicateDecision; reason: string }, key) => decideDuplicate(duplicate.id, decision, reason, key),
    () => {
      setOpen(undefined);
      void message.success(t('done', { count: informedDepartments.length }));
      void client.invalidateQueries({ queryKey: ['duplicates'] });
    },
  );
  return (
    <article className="panel">
      <div className="panel-head">
        <h2>{duplicate.personName}</h2>
        <span className="soft">
          {duplicate.idNumberMasked} · {formatInstant(duplicate.foundAt)}
        </span>
      </div>
      <div className="two-columns">
        <Side
          title={t('registered')}
          number={<Link to={householdAddress(duplicate.registered.id)}>{duplicate.registered.number}</Link>}
          villageCode={duplicate.registered.villageCode}
        />
        <Side
          title={t('claimed')}
          number={duplicate.household.number}
          villageCode={duplicate.household.villageCode}
          head={duplicate.household.headName}
        />
      </div>
      <div className="row no-print" style={{ marginTop: 12 }}>
        {decisions.map((choice) => (
          <Button key={choice.decision} onClick={() => setOpen(choice)}>
            {t(choice.label)}
          </Button>
        ))}
      </div>
      {open ? (
        <ReasonDialog
          open
          title={t('decideTitle', { decision: t(open.label) })}
          confirm={t('confirm')}
          isPending={decide.isPending}
          problem={decide.problem}
          onConfirm={(reason) => decide.run({ decision: open.decision, reason })}
          onClose={() => {
            setOpen(undefined);
            decide.forget();
          }}
        >
          <p>{t(open.help)}</p>
        </ReasonDialog>
      ) : null}
    </article>
  );
}

interface SideProps {
  readonly title: string;
  readonly number: ReactNode;
  readonly villageCode: string;
  readonly head?: string;
}

function Side({ title, number, villageCode, head }: SideProps) {
  const t = useMessages(duplicateMessages);
  const areaName = useAreaName();
  return (
    <div>
      <h3 style={{ marginBottom: 6 }}>{title}</h3>
      <Facts
        items={[
          { label: t('place'), value: areaName(villageCode) },
          { label: t('number'), value: number },
          ...(head ? [{ label: t('head'), value: head }] : []),
        ]}
      />
    </div>
  );
}
