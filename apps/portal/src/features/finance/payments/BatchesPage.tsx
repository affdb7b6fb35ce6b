import { useQuery } from '@tanstack/react-query';
import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { listFunds } from '../../../api/finance/money.js';
import { createBatch, listBatches } from '../../../api/finance/payments.js';
import { useCommand } from '../../../api/useCommand.js';
import { ListPage } from '../../../components/ListPage.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { batchPlace } from '../subsidies/subsidy-places.js';
import { batchBenefits, type BatchBenefit } from './benefits.js';
import { AccountListPanel } from './AccountListPanel.js';
import { toneOf } from './batch-tone.js';
import { paymentMessages } from './payments.messages.js';

/** Payment batches, newest first: where each stands and what it adds up to. */
export function BatchesPage() {
  const t = useMessages(paymentMessages);
  const may = useMay();
  const [making, setMaking] = useState(false);
  const query = useQuery({ queryKey: ['batches'], queryFn: ({ signal }) => listBatches(signal) });
  return (
    <>
      <ListPage
        title={t('title')}
        lead={t('lead')}
        action={may('payment.prepare') ? { text: t('create'), onPress: () => setMaking(true) } : undefined}
        query={query}
        empty={t('empty')}
        emptyNext={t('emptyNext')}
      >
        {(batch) => (
          <li key={batch.id} className="row" style={{ justifyContent: 'space-between' }}>
            <span>
              <Link to={batchPlace(batch.id)}>
                {t('number', { number: batch.number })} {batch.title}
              </Link>{' '}
              <span className="soft">{t('totals', { count: formatCount(batch.totals.count), sum: formatYuan(batch.totals.sumFen) })}</span>
            </span>
            <StatusTag tone={toneOf(batch.state)}>{t(`state_${batch.state}`)}</StatusTag>
          </li>
        )}
      </ListPage>
      {may('payment-account.write') ? <AccountListPanel /> : null}
      {making ? <NewBatch onClose={() => setMaking(false)} /> : null}
    </>
  );
}

interface NewBatchEntries {
  readonly title: string;
  readonly fundCode: string;
  readonly benefit: BatchBenefit;
}

function NewBatch({ onClose }: { readonly onClose: () => void }) {
  const t = useMessages(paymentMessages);
  const language = useLanguage();
  const navigate = useNavigate();
  const [form] = Form.useForm<NewBatchEntries>();
  const funds = useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => listFunds(signal) });
  const benefit = Form.useWatch('benefit', form) ?? 'rewardSubsidy';
  const fitting = funds.data?.items.filter(({ pays, promisedFor }) => [...pays, ...promisedFor].includes(benefit)) ?? [];
  const make = useCommand(
    (entries: NewBatchEntries, key) => createBatch(entries, key),
    ({ id }) => void navigate(batchPlace(id)),
  );
  const needed = [{ required: true, message: t('need') }];
  return (
    <Modal
      open
      title={t('create')}
      okText={t('ok')}
      cancelText={t('close')}
      confirmLoading={make.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ benefit: 'rewardSubsidy' }}
        onFinish={({ title, fundCode, benefit }) => make.run({ title: title.trim(), fundCode, benefit })}
      >
        <Form.Item name="title" label={t('batchTitle')} rules={needed}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="benefit" label={t('benefit')} rules={needed}>
          <Select
            options={batchBenefits.map((value) => ({ value, label: t(`benefit_${value}`) }))}
            onChange={() => form.resetFields(['fundCode'])}
          />
        </Form.Item>
        <Form.Item name="fundCode" label={t('fund')} rules={needed}>
          <Select
            loading={funds.isPending}
            options={fitting.map((fund) => ({ value: fund.code, label: language === 'zh' ? fund.nameZh : fund.nameEn }))}
          />
        </Form.Item>
      </Form>
      {make.problem ? <ProblemView error={make.problem} /> : null}
    </Modal>
  );
}
