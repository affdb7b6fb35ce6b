import { App, Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { DirectoryRow } from '../../../api/department/directory.js';
import { applyForSubsidy, correctSubsidy, type Asked, type Subsidy, type WaitingProject } from '../../../api/finance/subsidies.js';
import { type Scheme } from '../../../api/finance/subsidy-schemes.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useSession } from '../../../session.js';
import { AttachmentUploader } from '../../evidence/AttachmentUploader.js';
import { PossibleDuplicateFindings } from './PossibleDuplicateFindings.js';
import { AcceptedProjects } from './AcceptedProjects.js';
import { HouseholdFinder } from './HouseholdFinder.js';
import { ParcelFields } from './ParcelFields.js';
import { subsidyPlace } from './subsidy-places.js';
import { subsidyFormMessages } from './subsidy-form.messages.js';
import { subsidiesMessages } from './subsidies.messages.js';
import { usePossibleDuplicates } from './usePossibleDuplicates.js';
import { useQuantity, useSchemes, useSubsidy, useSubsidyChanged } from './useSubsidies.js';

/** A new application, or the correction of one. */
export function SubsidyFormPage() {
  const { id } = useParams();
  const list = useMessages(subsidiesMessages);
  const schemes = useSchemes();
  return (
    <Answer query={schemes} rows={8}>
      {({ items }) => {
        const open = items.filter(({ isOpen }) => isOpen);
        if (id) return <Correction id={id} schemes={items} />;
        return open.length === 0 ? (
          <div className="panel">
            <EmptyState title={list('noScheme')}>{list('noSchemeNext')}</EmptyState>
          </div>
        ) : (
          <SubsidyForm schemes={open} record={undefined} />
        );
      }}
    </Answer>
  );
}

function Correction({ id, schemes }: { readonly id: string; readonly schemes: readonly Scheme[] }) {
  const query = useSubsidy(id);
  return <Answer query={query}>{(record) => <SubsidyForm key={record.version} schemes={schemes} record={record} />}</Answer>;
}

interface Entries {
  readonly schemeCode: string;
  readonly product: string;
  readonly stage: number;
  readonly quantity: number;
  readonly parcel: string;
  readonly parcelVillage?: string;
  readonly possibleDuplicateReason?: string;
  readonly reason?: string;
}

interface Props {
  readonly schemes: readonly Scheme[];
  readonly record: Subsidy | undefined;
}

function SubsidyForm({ schemes, record }: Props) {
  const t = useMessages(subsidyFormMessages);
  const language = useLanguage();
  const quantityText = useQuantity();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { account } = useSession();
  const changed = useSubsidyChanged();
  const [form] = Form.useForm<Entries>();
  const [household, setHousehold] = useState<Pick<DirectoryRow, 'id' | 'number' | 'headName' | 'villageCode'>>();
  const [project, setProject] = useState<WaitingProject>();
  const [named, setNamed] = useState(record?.parcel ?? '');
  const [papers, setPapers] = useState<readonly { code: string; id: string }[]>([]);
  const schemeCode = Form.useWatch('schemeCode', form) ?? record?.schemeCode ?? schemes[0]?.code;
  const scheme = schemes.find(({ code }) => code === schemeCode);
  const productCode = Form.useWatch('product', form);
  const product = scheme?.products.find((one) => one.product === productCode);
  const send = useCommand(
    (asked: Asked & Partial<Pick<Entries, 'schemeCode' | 'reason'>>, key) => {
      const { schemeCode: code = '', reason = '', ...content } = asked;
      return record
        ? correctSubsidy(record.id, record.version, { ...content, reason }, key)
        : applyForSubsidy(
            { ...content, schemeCode: code, householdId: household?.id ?? '', ...(project ? { claimId: project.id } : {}) },
            key,
          );
    },
    ({ id }) => {
      void message.success(t(record ? 'corrected' : 'sent'));
      changed();
      void navigate(subsidyPlace(id));
    },
  );
  const stage = Form.useWatch('stage', form);
  const parcelVillage = Form.useWatch('parcelVillage', form);
  const claimId = project?.id ?? record?.claim?.id;
  const householdId = record?.householdId ?? household?.id;
  const possibleDuplicates = usePossibleDuplicates(
    schemeCode && householdId && productCode && stage
      ? {
          ...{ schemeCode, householdId, product: productCode, stage },
          ...(record ? { applicationId: record.id } : {}),
          ...(claimId ? { claimId } : {}),
          ...(named ? { parcel: named } : {}),
          ...(parcelVillage ? { parcelVillage } : {}),
        }
      : undefined,
    send.problem?.code,
  );
  const choose = (chosen: WaitingProject | undefined) => {
    setProject(chosen);
    if (!chosen) return;
    setHousehold({ id: chosen.householdId, number: chosen.householdNumber, headName: chosen.headName, villageCode: chosen.villageCode });
    form.setFieldsValue({ product: chosen.product, stage: chosen.stage, quantity: chosen.quantity });
  };
  const submit = ({
    schemeCode: code,
    product: chosen,
    stage: year,
    quantity,
    parcel,
    parcelVillage: village,
    possibleDuplicateReason,
    reason,
  }: Entries) => {
    const evidence = [...new Set(papers.map((one) => one.code))].map((kind) => ({
      code: kind,
      attachmentIds: papers.filter((one) => one.code === kind).map(({ id }) => id),
    }));
    setNamed(parcel.trim());
    const content = {
      ...{ product: chosen, stage: year, quantity, parcel: parcel.trim(), evidence },
      ...(village ? { parcelVillage: village } : {}),
      ...possibleDuplicates.answer(possibleDuplicateReason),
    };
    send.run(record ? { ...content, reason: reason?.trim() ?? '' } : { ...content, schemeCode: code });
  };
  const needed = [{ required: true, message: t('need') }];
  return (
    <>
      <PageHeader
        title={record ? t('correctTitle', { head: record.headName }) : t('newTitle')}
        lead={t(record ? 'correctLead' : 'newLead')}
      />
      <section className="panel">
        <Form<Entries>
          form={form}
          layout="vertical"
          requiredMark={false}
          style={{ maxWidth: 560 }}
          initialValues={
            record
              ? {
                  schemeCode: record.schemeCode,
                  product: record.product,
                  stage: record.stage,
                  quantity: record.quantity,
                  parcel: record.parcel,
                  parcelVillage: record.parcelVillage,
                }
              : { schemeCode: schemes[0]?.code, stage: 1 }
          }
          onFinish={submit}
        >
          <Form.Item name="schemeCode" label={t('scheme')} rules={needed}>
            <Select
              disabled={record !== undefined}
              options={schemes.map((one) => ({ value: one.code, label: language === 'zh' ? one.nameZh : one.nameEn }))}
            />
          </Form.Item>
          {record ? null : <AcceptedProjects chosen={project} onChosen={choose} />}
          {record ? null : (
            <HouseholdFinder
              chosen={household}
              onChosen={(found) => {
                setHousehold(found);
                setProject(undefined);
              }}
            />
          )}
          <Form.Item
            name="product"
            label={t('product')}
            rules={needed}
            extra={
              product
                ? t('rule', {
                    minimum: quantityText(product.minimum, product.unit),
                    cap: product.capQuantity === null ? t('none') : quantityText(product.capQuantity, product.unit),
                  })
                : undefined
            }
          >
            <Select
              options={scheme?.products.map((one) => ({ value: one.product, label: one.nameZh })) ?? []}
              onChange={() => form.setFieldValue('stage', 1)}
            />
          </Form.Item>
          <Form.Item name="stage" label={t('stage')} rules={needed}>
            <Select
              options={(product?.ratesFen ?? [0]).map((rate, i) => ({
                value: i + 1,
                label: t('stageOption', { stage: i + 1, rate: formatYuan(rate) }),
              }))}
            />
          </Form.Item>
          <Form.Item name="quantity" label={t('quantity')} rules={needed}>
            {product?.unit === 'count' ? (
              <InputNumber min={1} precision={0} suffix={t('piece')} style={{ width: '100%' }} />
            ) : (
              <ScaledNumberField unit={t('mu')} />
            )}
          </Form.Item>
          <ParcelFields ownVillage={record?.villageCode ?? household?.villageCode} isNew={record === undefined} onNamed={setNamed} />
          <PossibleDuplicateFindings findings={possibleDuplicates.findings} onProject={choose} />
          {scheme?.evidence
            .filter(({ at }) => at === 'application')
            .map((one) => {
              const name = language === 'zh' ? one.nameZh : one.nameEn;
              const sent = papers.filter(({ code }) => code === one.code).length;
              return (
                <div key={one.code} style={{ marginBottom: 16 }}>
                  <p role="status">{t('papers', { name, count: one.atLeast, sent })}</p>
                  <AttachmentUploader
                    department="finance"
                    place={record?.villageCode ?? household?.villageCode ?? account.area.padEnd(12, '0')}
                    label={name}
                    onUploaded={(id) => setPapers((known) => [...known, { code: one.code, id }])}
                  />
                </div>
              );
            })}
          {record ? (
            <Form.Item name="reason" label={t('reason')} rules={[{ required: true, min: 2, whitespace: true, message: t('need') }]}>
              <Input.TextArea rows={3} maxLength={500} />
            </Form.Item>
          ) : null}
          {send.problem ? <ProblemView error={send.problem} /> : null}
          <Button type="primary" htmlType="submit" loading={send.isPending} disabled={!record && !household}>
            {t(record ? 'sendCorrection' : 'send')}
          </Button>
        </Form>
      </section>
    </>
  );
}
