import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { decideInstitution, listInstitutions, type PayeeInstitution } from '../../../api/finance/institutions.js';
import { useCommand } from '../../../api/useCommand.js';
import { ListPage } from '../../../components/ListPage.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { StatusTag, type Tone } from '../../../components/StatusTag.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay, useSession } from '../../../session.js';
import { institutionMessages } from './institutions.messages.js';
import { ProposeInstitution } from './ProposeInstitution.js';

const tones: Readonly<Record<PayeeInstitution['state'], Tone>> = {
  ...{ proposed: 'waiting', confirmed: 'done', refused: 'stopped', replaced: 'quiet' },
};

/** Whom premiums are paid to: what waits for another person, what is in use, what has been. */
export function InstitutionsPage() {
  const t = useMessages(institutionMessages);
  const may = useMay();
  const isOfCounty = useSession().account.area.length === 6;
  const client = useQueryClient();
  const query = useQuery({ queryKey: ['payee-institutions'], queryFn: ({ signal }) => listInstitutions(signal) });
  const [proposing, setProposing] = useState<{ known?: PayeeInstitution }>();
  const mayPropose = isOfCounty && may('payment-account.write');
  return (
    <>
      <ListPage
        title={t('title')}
        lead={t('lead')}
        action={mayPropose ? { text: t('propose'), onPress: () => setProposing({}) } : undefined}
        query={query}
        empty={t('empty')}
        emptyNext={t('emptyNext')}
      >
        {(version, all) => (
          <Version
            key={version.id}
            version={version}
            isKnown={all.some(({ institutionId, state }) => institutionId === version.institutionId && state === 'confirmed')}
            onChange={mayPropose ? () => setProposing({ known: version }) : undefined}
          />
        )}
      </ListPage>
      {proposing ? (
        <ProposeInstitution
          known={proposing.known}
          onDone={() => {
            void client.invalidateQueries({ queryKey: ['payee-institutions'] });
            setProposing(undefined);
          }}
          onClose={() => setProposing(undefined)}
        />
      ) : null}
    </>
  );
}

interface Shown {
  readonly version: PayeeInstitution;
  /** One of it is in use. */
  readonly isKnown: boolean;
  readonly onChange: (() => void) | undefined;
}

function Version({ version, isKnown, onChange }: Shown) {
  const t = useMessages(institutionMessages);
  const language = useLanguage();
  const { state, validFrom, validTo, schemes, changes, sharedWith } = version;
  return (
    <li>
      <p className="row" style={{ justifyContent: 'space-between' }}>
        <strong>
          {version.name} <span className="soft nowrap">{version.creditCode}</span>
        </strong>
        <StatusTag tone={tones[state]}>{t(`state_${state}`)}</StatusTag>
      </p>
      <p>
        {schemes.map((scheme) => scheme[language]).join(t('comma'))} ·{' '}
        {validTo ? t('period', { from: validFrom, to: validTo }) : t('openPeriod', { from: validFrom })}
      </p>
      <p>
        {version.bankName} {version.accountMasked}
      </p>
      <p className="soft">
        {version.sourceDocument} · {version.reason} · {t('by', { who: version.proposedByName })}
        {state === 'refused' ? t('refusedBy', { who: version.decidedByName ?? '', why: version.refusal ?? '' }) : null}
        {state !== 'refused' && version.decidedByName ? t('confirmedBy', { who: version.decidedByName }) : null}
      </p>
      {state === 'proposed' ? (
        <p role="status">
          {changes.length > 0
            ? t('changes', { what: changes.map((one) => t(`change_${one}`)).join(t('comma')) })
            : isKnown
              ? null
              : t('isNew')}
        </p>
      ) : null}
      {sharedWith > 0 && state !== 'replaced' ? <p role="status">{t('shared', { count: formatCount(sharedWith) })}</p> : null}
      {state === 'proposed' ? <Decision version={version} /> : null}
      {state === 'confirmed' && onChange ? (
        <Button size="small" onClick={onChange}>
          {t('change')}
        </Button>
      ) : null}
    </li>
  );
}

function Decision({ version: { id, isOwn } }: Pick<Shown, 'version'>) {
  const t = useMessages(institutionMessages);
  const may = useMay();
  const isOfCounty = useSession().account.area.length === 6;
  const { message } = App.useApp();
  const client = useQueryClient();
  const [refusing, setRefusing] = useState(false);
  const [endsEarlierDays, setEndsEarlierDays] = useState(false);
  const decide = useCommand(
    ({ deed, ...body }: { deed: 'confirm' | 'refuse'; reason?: string; endsEarlierDays?: true }, key) =>
      decideInstitution(id, deed, body, key),
    () => {
      void message.success(t(refusing ? 'refused' : 'confirmed'));
      setRefusing(false);
      for (const key of ['payee-institutions', 'batch', 'batches', 'payments']) void client.invalidateQueries({ queryKey: [key] });
    },
  );
  if (!isOfCounty || !may('payment.approve')) return <p className="soft">{t('waits')}</p>;
  if (isOwn) return <p role="status">{t('another')}</p>;
  return (
    <div className="row">
      <Button
        type="primary"
        loading={decide.isPending && !refusing}
        onClick={() => decide.run({ deed: 'confirm', ...(endsEarlierDays && { endsEarlierDays }) })}
      >
        {t('confirm')}
      </Button>
      <Button onClick={() => setRefusing(true)}>{t('refuse')}</Button>
      {decide.problem && !refusing ? <ProblemView error={decide.problem} /> : null}
      {endsEarlierDays || decide.problem?.code === 'institution.earlier-days' ? (
        <Checkbox checked={endsEarlierDays} onChange={({ target }) => setEndsEarlierDays(target.checked)}>
          {t('endsEarlierDays')}
        </Checkbox>
      ) : null}
      {refusing ? (
        <ReasonDialog
          open
          title={t('refuse')}
          confirm={t('ok')}
          isPending={decide.isPending}
          problem={decide.problem}
          onConfirm={(reason) => decide.run({ deed: 'refuse', reason })}
          onClose={() => setRefusing(false)}
        />
      ) : null}
    </div>
  );
}
