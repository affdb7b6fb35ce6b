import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import {
  claimStates,
  listClaims,
  listedKinds,
  readClaim,
  type Claim,
  type ClaimFilter,
  type ClaimOrder,
  type ClaimState,
} from '../../../api/finance/claims.js';
import { Answer } from '../../../components/Answer.js';
import { ListPanel } from '../../../components/ListPanel.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { OverlapAnswered } from '../overlaps/OverlapAnswered.js';
import { recordFilterOf, useAddressFilter } from '../records/useAddressFilter.js';
import { subsidyPlace } from '../subsidies/subsidy-places.js';
import { ClaimStepDialog } from './ClaimStepDialog.js';
import { EnterClaimDialog } from './EnterClaimDialog.js';
import { TakeListDialog } from './TakeListDialog.js';
import { claimMessages } from './claims.messages.js';
import '../../../components/filter-row.css';

type Step = ClaimOrder['step'];
/** Who may do what with claims of a state; the service refuses the same way. */
const STEPS: readonly { readonly step: Step; readonly states: readonly ClaimState[]; readonly needs: string }[] = [
  { step: 'propose', states: ['received'], needs: 'claim.write' },
  { step: 'approve', states: ['proposed'], needs: 'payment.approve' },
  { step: 'return', states: ['proposed'], needs: 'payment.approve' },
  // an approved one only when its household has left the register
  { step: 'reject', states: ['received', 'proposed', 'approved'], needs: 'payment.approve' },
  { step: 'renew', states: ['givenUp'], needs: 'claim.write' },
];

const filterOf = (parameters: URLSearchParams): ClaimFilter => {
  const { state, area } = recordFilterOf<ClaimState>(parameters, claimStates);
  return { state, area, kind: listedKinds.find((one) => one === parameters.get('kind')) };
};

/** What departments want paid: chosen, proposed by one person, approved by another. */
export function ClaimsPage() {
  const t = useMessages(claimMessages);
  const may = useMay();
  const client = useQueryClient();
  const [filter, change] = useAddressFilter(filterOf);
  const [enteredId, setEnteredId] = useState<string>();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [open, setOpen] = useState<'enter' | 'list' | Step>();
  const query = useInfiniteQuery({
    queryKey: ['claims', filter],
    queryFn: ({ pageParam, signal }) => listClaims(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const claims = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const selected = claims.filter(({ id }) => chosen.includes(id));
  const changed = () => {
    setChosen([]);
    setOpen(undefined);
    void client.invalidateQueries({ queryKey: ['claims'] });
  };
  const close = () => setOpen(undefined);
  const changeFilter = (next: ClaimFilter) => {
    setChosen([]);
    change({ ...filter, ...next });
  };
  const steps = STEPS.filter(
    ({ states, needs }) => may(needs) && selected.length > 0 && selected.every((one) => states.includes(one.state)),
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          may('claim.write') ? (
            <>
              <Button onClick={() => setOpen('list')}>{t('takeList')}</Button>
              <Button type="primary" onClick={() => setOpen('enter')}>
                {t('enter')}
              </Button>
            </>
          ) : null
        }
      />
      <div className="filter-row no-print" role="search">
        <div className="filter-row-wide">
          <AreaCascader value={filter.area} onChange={(area) => changeFilter({ area })} />
        </div>
        <Select<Claim['kind'] | ''>
          aria-label={t('kind')}
          value={filter.kind ?? ''}
          options={[{ value: '', label: t('allKinds') }, ...listedKinds.map((one) => ({ value: one, label: t(one) }))]}
          onChange={(kind) => changeFilter({ kind: kind || undefined })}
        />
        <Select<ClaimState | ''>
          aria-label={t('state')}
          value={filter.state ?? ''}
          options={[{ value: '', label: t('all') }, ...claimStates.map((one) => ({ value: one, label: t(`state_${one}`) }))]}
          onChange={(state) => changeFilter({ state: state || undefined })}
        />
        {selected.length > 0 ? (
          <span role="status">
            {t('selected', {
              count: formatCount(selected.length),
              sum: formatYuan(selected.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0)),
            })}
          </span>
        ) : null}
        {steps.map(({ step }) => (
          <Button
            key={step}
            type={step === 'approve' || step === 'propose' || step === 'renew' ? 'primary' : 'default'}
            onClick={() => setOpen(step)}
          >
            {t(`step_${step}`)}
          </Button>
        ))}
      </div>
      {enteredId ? <JustEntered id={enteredId} /> : null}
      <ListPanel query={query} title={t('title')} empty={t('empty')} emptyNext={t('emptyNext')}>
        {(claim) => (
          <OneClaim
            key={claim.id}
            claim={claim}
            isChosen={chosen.includes(claim.id)}
            onChosen={(isChosen) => setChosen((known) => (isChosen ? [...known, claim.id] : known.filter((id) => id !== claim.id)))}
          />
        )}
      </ListPanel>
      {open === 'enter' ? (
        <EnterClaimDialog
          onDone={({ id }) => {
            setEnteredId(id);
            changed();
          }}
          onClose={close}
        />
      ) : null}
      {open === 'list' ? <TakeListDialog onDone={changed} onClose={close} /> : null}
      {open && open !== 'enter' && open !== 'list' ? (
        <ClaimStepDialog step={open} claims={selected} onDone={changed} onClose={close} />
      ) : null}
    </>
  );
}

/** What was entered by hand a moment ago: in a list of thousands it stands last, as what has waited longest comes first. */
function JustEntered({ id }: { readonly id: string }) {
  const t = useMessages(claimMessages);
  const query = useQuery({ queryKey: ['claims', 'entered', id], queryFn: ({ signal }) => readClaim(id, signal) });
  return (
    <section className="panel" aria-label={t('justEntered')}>
      <h2>{t('justEntered')}</h2>
      <Answer query={query}>
        {(claim) => (
          <ul className="plain-list">
            <OneClaim claim={claim} />
          </ul>
        )}
      </Answer>
    </section>
  );
}

interface Props {
  readonly claim: Claim;
  readonly isChosen?: boolean;
  /** None: shown only. */
  readonly onChosen?: (isChosen: boolean) => void;
}

function OneClaim({ claim, isChosen = false, onChosen }: Props) {
  const t = useMessages(claimMessages);
  const language = useLanguage();
  const areaName = useAreaName();
  const head = claim.headName ?? t('unknownHousehold');
  const origins = [...new Set(claim.reports.map(({ origin }) => origin))].map((origin) => t(`origin_${origin}`)).join(' / ');
  const isOpen = claim.state === 'received' || claim.state === 'proposed';
  const mayBeChosen = isOpen || (claim.state === 'givenUp' && claim.renewedById === null);
  return (
    <li className="row" style={{ alignItems: 'flex-start', justifyContent: 'space-between' }}>
      <span className="row" style={{ alignItems: 'flex-start', flexWrap: 'nowrap' }}>
        {mayBeChosen && onChosen ? (
          <Checkbox
            aria-label={t('select', { name: `${head} ${claim.about[language]}` })}
            checked={isChosen}
            onChange={(event) => onChosen(event.target.checked)}
          />
        ) : null}
        <span>
          <strong>{head}</strong> {claim.about[language]} <span className="soft">{areaName(claim.villageCode)}</span>
          <br />
          <span className="soft">
            {[
              t(claim.kind === 'project' ? 'accepted' : 'due', { on: claim.dueOn, document: claim.document }),
              t('reported', { origins }),
              ...(claim.enteredByName ? [t('entered', { name: claim.enteredByName })] : []),
              ...(claim.approvedByName ? [t('approvedBy', { name: claim.approvedByName })] : []),
              ...(claim.renewedById ? [t('renewed')] : []),
              ...(claim.renewsId ? [t('renews')] : []),
            ].join(' · ')}
          </span>
          {claim.application ? (
            <>
              <br />
              <Link to={subsidyPlace(claim.application.id)}>{t('application', { state: claim.application[language] })}</Link>
            </>
          ) : null}
          {claim.differs ? (
            <>
              <br />
              <span>
                {t('differs', {
                  amounts: [...new Set(claim.reports.flatMap(({ amountFen }) => (amountFen === null ? [] : [formatYuan(amountFen)])))].join(
                    ' / ',
                  ),
                })}
              </span>
            </>
          ) : null}
          {claim.overlap ? (
            <>
              <br />
              <OverlapAnswered overlap={claim.overlap} />
            </>
          ) : null}
        </span>
      </span>
      <span className="row">
        <strong className="nowrap">
          {claim.amountFen === null ? t('noAmount') : t('amount', { amount: formatYuan(claim.amountFen) })}
        </strong>
        <StatusTag tone={isOpen ? 'waiting' : 'quiet'}>{t(wordOf(claim))}</StatusTag>
      </span>
    </li>
  );
}

/** A project is paid by its subsidy: until then its state is that of applying. */
const wordOf = ({ kind, state, application }: Claim) =>
  kind === 'project' && state === 'received' ? (application ? 'projectAppliedFor' : 'projectOpen') : (`state_${state}` as const);
