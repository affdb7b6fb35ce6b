import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { loanCandidates, proposeLoanList, type LoanCandidate, type ProposedLine } from '../../../api/finance/loan-lists.js';
import { listLenderBanks } from '../../../api/finance/lender-banks.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useSession } from '../../../session.js';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { loanWordMessages } from '../loans/loan-words.messages.js';
import { loanListPlace } from './loan-list-places.js';
import { loanListMessages } from './loan-lists.messages.js';
import { useProjectText } from './useProjectText.js';
import '../../../components/filter-row.css';

const PURPOSES = ['planting', 'breeding', 'processing', 'ruralTourism', 'eCommerce', 'photovoltaic', 'otherIndustry'] as const;
type Chosen = Omit<ProposedLine, 'claimId'>;
/** Land is planted; what is counted is mostly raised. */
const likely = ({ project }: LoanCandidate): string => (project.unit === 'centiMu' ? 'planting' : 'breeding');

/** From accepted projects to a list: which households, for what, how much. */
export function ProposeListPage() {
  const t = useMessages(loanListMessages);
  const language = useLanguage();
  const { account } = useSession();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const banks = useQuery({ queryKey: ['lender-banks'], queryFn: ({ signal }) => listLenderBanks(signal) }).data?.items ?? [];
  const [asked, setAsked] = useState<{ area?: string; bankCode?: string; isAll?: boolean }>({});
  const [lines, setLines] = useState<ReadonlyMap<string, Chosen>>(new Map());
  const area = asked.area ?? account.area;
  const isOpen = !asked.isAll;
  const bankCode = asked.bankCode ?? banks[0]?.code;
  const query = useQuery({
    queryKey: ['loan-candidates', area, bankCode, isOpen],
    queryFn: ({ signal }) => loanCandidates(area, bankCode ?? '', isOpen, signal),
    enabled: bankCode !== undefined,
  });
  const ask = (next: { area?: string; bankCode?: string; isAll?: boolean }) => {
    setLines(new Map());
    setAsked({ ...asked, ...next });
  };
  const set = (claimId: string, chosen: Chosen | undefined) => {
    const next = new Map(lines);
    if (chosen) next.set(claimId, chosen);
    else next.delete(claimId);
    setLines(next);
  };
  const propose = useCommand(proposeLoanList, (list) => {
    void message.success(t('submitted'));
    void client.invalidateQueries({ queryKey: ['loan-lists'] });
    void navigate(loanListPlace(list.id));
  });
  const isMissing = query.data?.items.some(({ claimId, loan }) => lines.has(claimId) && !loan && !lines.get(claimId)?.neededFen) ?? false;
  return (
    <>
      <PageHeader title={t('propose')} lead={t('proposeLead')} />
      <div className="filter-row">
        <AreaCascader value={area} onChange={(next) => ask({ area: next ?? account.area })} />
        <Select
          aria-label={t('bank')}
          placeholder={t('bank')}
          value={bankCode ?? null}
          options={banks.map((bank) => ({ value: bank.code, label: language === 'zh' ? bank.nameZh : bank.nameEn }))}
          onChange={(code: string) => ask({ bankCode: code })}
        />
        <Checkbox checked={isOpen} onChange={({ target }) => ask({ isAll: !target.checked })}>
          {t('onlyOpen')}
        </Checkbox>
      </div>
      <section className="panel" aria-label={t('lines')}>
        <Answer query={query} rows={6}>
          {({ items, total }) =>
            items.length === 0 ? (
              <EmptyState title={t(isOpen ? 'noneOpen' : 'noProjects')} />
            ) : (
              <>
                {total > items.length ? (
                  <p role="status">{t('isMore', { total: formatCount(total), shown: formatCount(items.length) })}</p>
                ) : null}
                <ChooseAll items={items} onChosen={setLines} />
                <ul className="plain-list divided">
                  {items.map((one) => (
                    <Candidate
                      key={one.claimId}
                      one={one}
                      chosen={lines.get(one.claimId)}
                      onChosen={(chosen) => set(one.claimId, chosen)}
                    />
                  ))}
                </ul>
              </>
            )
          }
        </Answer>
        <div className="row" role="status">
          <span>{t('selected', { count: formatCount(lines.size) })}</span>
          {isMissing ? <span className="soft">{t('needMissing')}</span> : null}
          <Button
            type="primary"
            disabled={lines.size === 0 || isMissing || !bankCode}
            loading={propose.isPending}
            onClick={() =>
              bankCode &&
              propose.run({ bankCode, area: area.slice(0, 9), lines: [...lines].map(([claimId, chosen]) => ({ claimId, ...chosen })) })
            }
          >
            {t('submit')}
          </Button>
        </div>
        {propose.problem ? <ProblemView error={propose.problem} /> : null}
      </section>
    </>
  );
}

interface ChooseAllProps {
  readonly items: readonly LoanCandidate[];
  readonly onChosen: (lines: ReadonlyMap<string, Chosen>) => void;
}

/** One need for everybody who has no loan yet, no more than the cap leaves each; single lines are changed afterwards. */
function ChooseAll({ items, onChosen }: ChooseAllProps) {
  const t = useMessages(loanListMessages);
  const [need, setNeed] = useState<number>();
  const fit = items.filter(({ listedIn, isEligible, loan }) => listedIn === null && (isEligible || loan));
  const lineOf = (one: LoanCandidate): readonly [string, Chosen] => [
    one.claimId,
    { purpose: likely(one), ...(one.loan || !need ? {} : { neededFen: Math.min(need, one.roomFen) }) },
  ];
  return (
    <div className="row">
      <label htmlFor="need-of-all">{t('chooseAllHint')}</label>
      <span style={{ width: 160 }}>
        <ScaledNumberField id="need-of-all" unit={t('yuan')} value={need} onChange={(fen) => setNeed(fen ?? undefined)} />
      </span>
      <Button disabled={fit.length === 0} onClick={() => onChosen(new Map(fit.map(lineOf)))}>
        {t('chooseAll', { count: formatCount(fit.length) })}
      </Button>
    </div>
  );
}

interface Props {
  readonly one: LoanCandidate;
  readonly chosen: Chosen | undefined;
  readonly onChosen: (chosen: Chosen | undefined) => void;
}

function Candidate({ one, chosen, onChosen }: Props) {
  const t = useMessages(loanListMessages);
  const words = useMessages(loanWordMessages);
  const areaName = useAreaName();
  const projectText = useProjectText();
  return (
    <li className="row" style={{ alignItems: 'flex-start', justifyContent: 'space-between' }}>
      <span className="row" style={{ alignItems: 'flex-start', flexWrap: 'nowrap' }}>
        <Checkbox
          aria-label={t('choose', { name: one.headName })}
          checked={chosen !== undefined}
          disabled={one.listedIn !== null}
          onChange={(event) => onChosen(event.target.checked ? { purpose: likely(one) } : undefined)}
        />
        <span>
          <strong>{one.headName}</strong>（{one.householdNumber}） <span className="soft">{areaName(one.villageCode)}</span>
          <br />
          {projectText(one.project)}
          <br />
          <span className="soft">
            {[
              t(one.isRegistered ? 'registered' : 'notRegistered'),
              t(one.isEligible ? 'eligible' : 'notEligible'),
              t('used', { used: formatYuan(one.usedFen), room: formatYuan(one.roomFen) }),
              one.loan ? t('loan', { number: one.loan.number, state: words(`state_${one.loan.state}`) }) : t('noLoan'),
              ...(one.listedIn === null ? [] : [t('listed', { number: one.listedIn })]),
            ].join(' · ')}
          </span>
        </span>
      </span>
      {chosen ? (
        <span className="row">
          <Select
            aria-label={t('purpose')}
            value={chosen.purpose}
            style={{ minWidth: 120 }}
            options={PURPOSES.map((value) => ({ value, label: words(`purpose_${value}`) }))}
            onChange={(purpose: string) => onChosen({ ...chosen, purpose })}
          />
          <span style={{ width: 160 }}>
            <label className="visually-hidden" htmlFor={`need-${one.claimId}`}>
              {t('need')}
            </label>
            <ScaledNumberField
              id={`need-${one.claimId}`}
              unit={t('yuan')}
              value={chosen.neededFen}
              onChange={(fen) => onChosen({ purpose: chosen.purpose, ...(fen ? { neededFen: fen } : {}) })}
            />
          </span>
        </span>
      ) : null}
    </li>
  );
}
