import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form } from 'antd';
import { useState } from 'react';
import { nameDecider, type SurveyRound } from '../../../api/identification/surveys.js';
import { useCommand } from '../../../api/useCommand.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { DeciderSelect, useColleagues } from './DeciderSelect.js';
import { usePost } from './post-words.js';
import { surveyDeciderMessages } from './survey-deciders.messages.js';

type Decider = SurveyRound['deciders'][number];
type Capacity = Decider['capacity'];

const capacities: readonly Capacity[] = ['named', 'substitute'];

/** Who decides conflicts today, who stands in, and who may name another. */
export function RoundDeciders({ round }: { readonly round: SurveyRound }) {
  const t = useMessages(surveyDeciderMessages);
  const [changing, setChanging] = useState<Capacity>();
  const { decides, naming, deciders } = round;
  const before = deciders.filter(({ current }) => !current);
  return (
    <section className="panel stack" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {decides === 'anyone' ? <Alert type="info" title={t('anyone')} /> : null}
      {decides === 'nobody' ? (
        <Alert
          type="error"
          title={t('nobody')}
          description={naming.isMine ? t('nobodyMine') : naming.canAct ? t('nobodyOthers', { name: naming.by.name }) : t('nobodyLeft')}
        />
      ) : null}
      <ul className="plain-list divided">
        {capacities.map((capacity) => {
          const one = deciders.find((known) => known.current && known.capacity === capacity);
          return (
            <li key={capacity} className="row" style={{ justifyContent: 'space-between' }}>
              <div>
                <strong>{t(capacity)}</strong>
                {one ? <Named round={round} one={one} /> : null}
              </div>
              {naming.isMine ? <Button onClick={() => setChanging(capacity)}>{one ? t('change') : t('name')}</Button> : null}
            </li>
          );
        })}
      </ul>
      {before.length > 0 ? (
        <details>
          <summary>{t('before', { count: before.length })}</summary>
          <ul className="plain-list divided">
            {before.map((one) => (
              <li key={`${one.capacity}${one.namedAt}${one.accountId}`}>
                {t(one.capacity)}
                <Named round={round} one={one} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {changing ? <ChangeDialog round={round} capacity={changing} onClose={() => setChanging(undefined)} /> : null}
    </section>
  );
}

function Named({ round, one }: { readonly round: SurveyRound; readonly one: Decider }) {
  const t = useMessages(surveyDeciderMessages);
  const may = useMay();
  const post = usePost();
  const colleagues = useColleagues(round.area, may('survey.manage'));
  const name = colleagues.data?.items.find(({ id }) => id === one.accountId)?.name;
  const deciding = round.decides === one.capacity;
  return (
    <>
      <div>
        {name ? t('person', { name, post: post(one) }) : post(one)}{' '}
        {!one.current ? null : !one.canAct ? (
          <StatusTag tone="stopped">{t('gone')}</StatusTag>
        ) : deciding ? (
          <StatusTag tone="done">{one.capacity === 'substitute' ? t('acting') : t('deciding')}</StatusTag>
        ) : null}
      </div>
      <div className="soft">
        {[t('since', { name: one.namedBy.name, at: formatInstant(one.namedAt) }), one.reason ? t('because', { reason: one.reason }) : '']
          .filter(Boolean)
          .join(' · ')}
      </div>
    </>
  );
}

function ChangeDialog({
  round,
  capacity,
  onClose,
}: {
  readonly round: SurveyRound;
  readonly capacity: Capacity;
  readonly onClose: () => void;
}) {
  const t = useMessages(surveyDeciderMessages);
  const { message } = App.useApp();
  const client = useQueryClient();
  const [accountId, setAccountId] = useState<string>();
  const [isMissing, setMissing] = useState(false);
  const change = useCommand(
    (entered: { accountId: string; reason: string }, key) => nameDecider(round.id, round.version, { capacity, ...entered }, key),
    () => {
      void message.success(t('changed'));
      void client.invalidateQueries({ queryKey: ['survey-round', round.id] });
      void client.invalidateQueries({ queryKey: ['survey-conflicts'] });
      onClose();
    },
  );
  const others = round.deciders.filter(({ current }) => current).map((one) => one.accountId);
  return (
    <ReasonDialog
      open
      title={capacity === 'named' ? t('changeNamed') : t('changeSubstitute')}
      confirm={t('change')}
      isPending={change.isPending}
      problem={change.problem}
      onConfirm={(reason) => (accountId ? change.run({ accountId, reason }) : setMissing(true))}
      onClose={onClose}
    >
      <p>{t('changeText')}</p>
      <Form layout="vertical" component="div">
        <Form.Item
          label={t('newPerson')}
          htmlFor="new-decider"
          {...(isMissing && !accountId ? { validateStatus: 'error' as const, help: t('needed') } : {})}
        >
          <DeciderSelect
            id="new-decider"
            area={round.area}
            taken={others}
            {...(accountId ? { value: accountId } : {})}
            onChange={setAccountId}
          />
        </Form.Item>
      </Form>
    </ReasonDialog>
  );
}
