import { useQuery } from '@tanstack/react-query';
import { App, Form, Input, Modal, Select } from 'antd';
import { takeClaimSteps, type Claim, type ClaimOrder } from '../../../api/finance/claims.js';
import { listFunds } from '../../../api/finance/money.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { OverlapFindings, OverlapReason } from '../overlaps/OverlapFindings.js';
import { overlapMessages } from '../overlaps/overlaps.messages.js';
import { useOverlaps } from '../overlaps/useOverlaps.js';
import { claimMessages } from './claims.messages.js';

interface Props {
  readonly step: ClaimOrder['step'];
  readonly claims: readonly Claim[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

interface Entries {
  readonly fundCode?: string;
  readonly reason?: string;
  readonly overlapReason?: string;
}

/** More are counted, not read out. */
const NAMED = 10;

/** One step for all that are chosen, on the versions that are on screen. */
export function ClaimStepDialog({ step, claims, onDone, onClose }: Props) {
  const t = useMessages(claimMessages);
  const overlapWords = useMessages(overlapMessages);
  const { message } = App.useApp();
  const [form] = Form.useForm<Entries>();
  const overlaps = useOverlaps(
    'claims',
    claims.map(({ id }) => id),
    step === 'approve',
  );
  /** Each needs its own reason: of several, they are left for one by one. */
  const apart = step === 'approve' && claims.length > 1 ? claims.filter(({ differs }) => differs) : [];
  /** What is confirmed here is exactly what is sent. */
  const taken = claims.filter((one) => overlaps.free(one.id) && !apart.includes(one));
  const differs = step === 'approve' && taken.some((one) => one.differs);
  const take = useCommand(
    ({ fundCode, reason, overlapReason }: Entries, key) =>
      takeClaimSteps(
        {
          step,
          ...(fundCode ? { fundCode } : {}),
          ...(reason?.trim() ? { reason: reason.trim() } : {}),
          ...overlaps.answer(overlapReason),
          cases: taken.map(({ id, version }) => ({ id, version })),
        },
        key,
      ),
    () => {
      void message.success(t('done', { step: t(`step_${step}`) }));
      onDone();
    },
  );
  return (
    <Modal
      open
      title={t(`step_${step}`)}
      okText={taken.length < claims.length ? overlapWords('approveRest', { count: formatCount(taken.length) }) : t('confirm')}
      cancelText={t('cancel')}
      confirmLoading={take.isPending}
      okButtonProps={{ disabled: !overlaps.isReady || taken.length === 0 }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <p>
        {t('selected', {
          count: formatCount(taken.length),
          sum: formatYuan(taken.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0)),
        })}
      </p>
      {apart.length > 0 ? (
        <p>
          {t('differsOneByOne', {
            count: formatCount(apart.length),
            heads: [
              ...apart.slice(0, NAMED).map(({ headName }) => headName ?? t('unknownHousehold')),
              ...(apart.length > NAMED ? ['…'] : []),
            ].join(overlapWords('comma')),
          })}
        </p>
      ) : null}
      {step === 'approve' ? <OverlapFindings overlaps={overlaps} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(entries) => take.run(entries)}>
        {step === 'propose' || step === 'renew' ? <FundField kinds={[...new Set(claims.map(({ kind }) => kind))]} /> : null}
        {step === 'renew' ? <p className="soft">{t('renewHint')}</p> : null}
        {step === 'return' || step === 'reject' || step === 'renew' || differs ? (
          <Form.Item
            name="reason"
            label={t('reason')}
            extra={differs ? t('differsHint') : undefined}
            rules={[{ required: true, whitespace: true, min: 2, message: t('need') }]}
          >
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
        ) : null}
        <OverlapReason overlaps={overlaps} />
      </Form>
      {take.problem ? <ProblemView error={take.problem} /> : null}
    </Modal>
  );
}

const benefitOf: Readonly<Record<string, string>> = { relocation: 'relocationSubsidy', premium: 'premium' };

/** The fund that is to pay: those whose purpose allows it. */
export function FundField({ kinds }: { readonly kinds: readonly string[] }) {
  const t = useMessages(claimMessages);
  const language = useLanguage();
  const funds = useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => listFunds(signal) });
  return (
    <Form.Item name="fundCode" label={t('fund')} rules={[{ required: true, message: t('need') }]}>
      <Select
        loading={funds.isPending}
        options={
          funds.data?.items
            .filter(({ pays }) => kinds.every((kind) => pays.includes(benefitOf[kind] ?? kind)))
            .map((fund) => ({ value: fund.code, label: language === 'zh' ? fund.nameZh : fund.nameEn })) ?? []
        }
      />
    </Form.Item>
  );
}
