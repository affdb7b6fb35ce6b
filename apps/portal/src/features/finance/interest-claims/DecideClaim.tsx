import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, Select } from 'antd';
import { useState } from 'react';
import { decideClaim, type InterestClaim } from '../../../api/finance/interest-claims.js';
import { listFunds } from '../../../api/finance/money.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { OverlapFindings, OverlapReason } from '../overlaps/OverlapFindings.js';
import { useOverlaps } from '../overlaps/useOverlaps.js';
import { interestClaimMessages } from './interest-claims.messages.js';
import { useClaimChanged } from './useClaims.js';

/** Approve with a fund, or send back with a reason; by another person than who uploaded. */
export function DecideClaim({ claim }: { readonly claim: InterestClaim }) {
  const t = useMessages(interestClaimMessages);
  const language = useLanguage();
  const may = useMay();
  const { message } = App.useApp();
  const changed = useClaimChanged();
  const decides = claim.state === 'received' && may('loan.confirm');
  const funds = useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => listFunds(signal), enabled: decides });
  const overlaps = useOverlaps('interestClaim', [claim.id], decides);
  const [form] = Form.useForm<{ overlapReason?: string }>();
  const [fundCode, setFundCode] = useState<string>();
  const [refusing, setRefusing] = useState(false);
  const done = (decided: InterestClaim) => {
    void message.success(t(decided.state === 'approved' ? 'approved' : 'refused'));
    setRefusing(false);
    changed(decided);
  };
  const approve = useCommand(
    ({ code, reason }: { code: string; reason: string | undefined }, key) =>
      decideClaim(claim, 'approve', { fundCode: code, ...overlaps.answer(reason) }, key),
    done,
  );
  const refuse = useCommand((reason: string, key) => decideClaim(claim, 'refuse', { reason }, key), done);
  if (claim.state !== 'received') return null;
  const fitting = funds.data?.items.filter(({ purpose }) => purpose === 'interestSubsidy') ?? [];
  // money of the year whose interest it is, where that is one fund; else whoever decides says which
  const ofYear = fitting.filter(({ year }) => year === Number(claim.quarter.slice(0, 4)));
  const [only, ...others] = ofYear.length > 0 ? ofYear : fitting;
  const chosen = fundCode ?? (others.length === 0 ? only?.code : undefined);
  return (
    <section className="panel stack no-print" style={{ gap: 8 }} aria-label={t('next')}>
      <h2>{t('next')}</h2>
      {decides ? (
        <>
          <p className="soft">{t('nextHint')}</p>
          <OverlapFindings overlaps={overlaps} />
          <Form
            form={form}
            layout="vertical"
            requiredMark={false}
            onFinish={({ overlapReason }) => chosen && approve.run({ code: chosen, reason: overlapReason })}
          >
            <OverlapReason overlaps={overlaps} />
          </Form>
          <div className="row">
            <Select
              aria-label={t('fund')}
              placeholder={t('fund')}
              style={{ minWidth: 220 }}
              loading={funds.isPending}
              value={chosen ?? null}
              options={fitting.map((fund) => ({ value: fund.code, label: language === 'zh' ? fund.nameZh : fund.nameEn }))}
              onChange={setFundCode}
            />
            <Button type="primary" disabled={!chosen || !overlaps.isReady} loading={approve.isPending} onClick={() => form.submit()}>
              {t('approve')}
            </Button>
            <Button onClick={() => setRefusing(true)}>{t('refuse')}</Button>
          </div>
          {approve.problem ? <ProblemView error={approve.problem} /> : null}
        </>
      ) : (
        <p>{t('waits')}</p>
      )}
      <ReasonDialog
        open={refusing}
        title={t('refuse')}
        confirm={t('refuse')}
        label={t('refuseWhy')}
        isPending={refuse.isPending}
        problem={refuse.problem}
        onConfirm={refuse.run}
        onClose={() => setRefusing(false)}
      />
    </section>
  );
}
