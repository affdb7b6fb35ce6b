import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { readClock } from '../../../api/department/clock.js';
import { claimTemplate, claimTitles, takeClaim } from '../../../api/finance/interest-claims.js';
import { listLenderBanks } from '../../../api/finance/lender-banks.js';
import { useCommand } from '../../../api/useCommand.js';
import { FileButton } from '../../../components/FileButton.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { claimPlace } from './interest-claim-places.js';
import { interestClaimMessages } from './interest-claims.messages.js';
import { endedQuarters } from './quarters.js';
import { useClaimChanged, useQuarterName } from './useClaims.js';
import '../../../components/filter-row.css';

/** A bank's file for a quarter that has ended; refused whole with every wrong row, or taken and compared. */
export function UploadClaim() {
  const t = useMessages(interestClaimMessages);
  const language = useLanguage();
  const navigate = useNavigate();
  const changed = useClaimChanged();
  const quarterName = useQuarterName();
  const banks = useQuery({ queryKey: ['lender-banks'], queryFn: ({ signal }) => listLenderBanks(signal) }).data?.items ?? [];
  const today = useQuery({ queryKey: ['clock', 'finance'], queryFn: ({ signal }) => readClock('finance', signal) }).data?.today;
  const quarters = today ? endedQuarters(today) : [];
  const [asked, setAsked] = useState<{ bankCode?: string; quarter?: string }>({});
  const bankCode = asked.bankCode ?? (banks.length === 1 ? banks[0]?.code : undefined);
  const quarter = asked.quarter ?? quarters[0];
  const take = useCommand(takeClaim, (claim) => {
    changed(claim);
    void navigate(claimPlace(claim.id));
  });
  return (
    <section className="panel stack no-print" style={{ gap: 8 }} aria-label={t('upload')}>
      <h2>{t('upload')}</h2>
      <p className="soft">{t('uploadHint', { titles: claimTitles })}</p>
      <div className="filter-row">
        <Select
          aria-label={t('bank')}
          placeholder={t('bank')}
          value={bankCode ?? null}
          options={banks.map((bank) => ({ value: bank.code, label: language === 'zh' ? bank.nameZh : bank.nameEn }))}
          onChange={(code: string) => setAsked({ ...asked, bankCode: code })}
        />
        <Select
          aria-label={t('quarter')}
          placeholder={t('quarter')}
          value={quarter ?? null}
          options={quarters.map((value) => ({ value, label: quarterName(value) }))}
          onChange={(value: string) => setAsked({ ...asked, quarter: value })}
        />
      </div>
      <div className="row">
        <FileButton
          isMain
          text={t('file')}
          accept=".csv,.xlsx,text/csv"
          isDisabled={!bankCode || !quarter}
          isBusy={take.isPending}
          onChosen={(file) => (bankCode && quarter ? take.run({ bankCode, quarter, file }) : undefined)}
        />
        <Button href={claimTemplate}>{t('template')}</Button>
      </div>
      {take.problem ? <ProblemView error={take.problem} /> : null}
    </section>
  );
}
