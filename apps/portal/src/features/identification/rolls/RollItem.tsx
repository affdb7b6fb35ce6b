import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { confirmRoll, rejectRoll, type Roll } from '../../../api/identification/rolls.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { StatusTag, type Tone } from '../../../components/StatusTag.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay, useSession } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { rollMessages } from './rolls.messages.js';

const tones: Readonly<Record<Roll['status'], Tone>> = { proposed: 'waiting', confirmed: 'done', rejected: 'stopped' };

export function RollItem({ roll }: { readonly roll: Roll }) {
  const t = useMessages(rollMessages);
  const areaName = useAreaName();
  return (
    <article className="panel" aria-label={areaName(roll.villageCode)}>
      <div className="panel-head" style={{ marginBottom: 4 }}>
        <h2>
          {areaName(roll.villageCode)} · {t('from', { date: roll.validFrom })}
        </h2>
        <StatusTag tone={tones[roll.status]}>{t(`status_${roll.status}`)}</StatusTag>
      </div>
      <ul className="plain-list">
        {roll.representatives === null ? null : <li>{t('representativesAre', { count: roll.representatives })}</li>}
        {roll.groups.map(({ groupName, households, adults }) => (
          <li key={groupName}>
            {groupName}{' '}
            {[
              households === null ? undefined : t('householdsAre', { count: households }),
              adults === null ? undefined : t('adultsAre', { count: adults }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </li>
        ))}
      </ul>
      <p>{t('source', { document: roll.sourceDocument, date: roll.documentDate })}</p>
      <p className="soft">
        {t('enteredBy', { name: roll.enteredBy.name, at: formatInstant(roll.enteredAt) })}
        {roll.decidedBy && roll.decidedAt && roll.status !== 'proposed'
          ? ` · ${t(`decidedBy_${roll.status}`, { name: roll.decidedBy.name, at: formatInstant(roll.decidedAt) })}`
          : ''}
        {roll.decisionReason ? ` · ${t('reasonIs', { reason: roll.decisionReason })}` : ''}
      </p>
      {roll.status === 'proposed' ? <Decision roll={roll} /> : null}
    </article>
  );
}

function Decision({ roll }: { readonly roll: Roll }) {
  const t = useMessages(rollMessages);
  const may = useMay();
  const { account } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [isRejecting, setIsRejecting] = useState(false);
  const changed = (said: string): void => {
    setIsRejecting(false);
    void message.success(said);
    for (const key of ['rolls', 'roll-in-force', 'case']) void client.invalidateQueries({ queryKey: [key] });
  };
  const confirm = useCommand(
    (_: undefined, key) => confirmRoll(roll.id, key),
    () => changed(t('confirmed')),
  );
  const reject = useCommand(
    (reason: string, key) => rejectRoll(roll.id, reason, key),
    () => changed(t('rejected')),
  );
  const isOwn = roll.enteredBy.id === account.id;
  const why = !may('roll.keep') ? t('notYours') : isOwn ? t('own') : undefined;
  const whyId = `why-${roll.id}`;
  return (
    <div className="stack no-print" style={{ gap: 6, marginTop: 10 }}>
      <div className="row">
        <Button
          type="primary"
          disabled={Boolean(why)}
          loading={confirm.isPending}
          {...(why ? { 'aria-describedby': whyId } : {})}
          onClick={() => confirm.run(undefined)}
        >
          {t('confirm')}
        </Button>
        {may('roll.keep') ? <Button onClick={() => setIsRejecting(true)}>{t('reject')}</Button> : null}
        {why ? <span id={whyId}>{why}</span> : null}
      </div>
      {confirm.problem ? <ProblemView error={confirm.problem} /> : null}
      {isRejecting ? (
        <ReasonDialog
          open
          title={t('rejectTitle')}
          confirm={t('reject')}
          shortest={5}
          isPending={reject.isPending}
          problem={reject.problem}
          onConfirm={(reason) => reject.run(reason)}
          onClose={() => {
            setIsRejecting(false);
            reject.forget();
          }}
        />
      ) : null}
    </div>
  );
}
