import { useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { readPolicies } from '../../../api/department/policies.js';
import {
  correctMeeting,
  recordMeeting,
  type Meeting,
  type MeetingBasis,
  type MeetingKind,
  type MeetingRecord,
} from '../../../api/identification/meetings.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useSession } from '../../../session.js';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { meetingPlace } from '../case/places.js';
import { useCaseChanged } from '../case/useCase.js';
import { useCases, useToday } from '../cases/useCases.js';
import { meetingMessages } from './meetings.messages.js';
import { RollOfMeeting, useRollInForce } from './RollOfMeeting.js';
import { leastPresent, votesOf, wrongSums, type VoteEntries } from './votes.js';
import { VotesTable } from './VotesTable.js';

export interface MeetingEntries {
  readonly kind: MeetingKind;
  readonly villageCode?: string;
  readonly groupName?: string;
  readonly heldOn?: string;
  readonly place?: string;
  readonly chairName?: string;
  readonly basis?: MeetingBasis;
  readonly repeatReason?: string;
  readonly reason?: string;
  readonly present?: number | null;
  readonly minutes?: string;
  readonly screeningReadOut?: boolean;
  readonly votes?: VoteEntries;
}

interface Props {
  readonly start: MeetingEntries;
  readonly meeting?: Meeting;
}

const basisOf: Readonly<Record<MeetingKind, readonly MeetingBasis[]>> = { group: ['households', 'adults'], assembly: ['representatives'] };

/** As on the sheet of the meeting: who could come, who came, what was said, and the votes household by household. */
export function MeetingForm({ start, meeting }: Props) {
  const t = useMessages(meetingMessages);
  const { account } = useSession();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const changed = useCaseChanged();
  const today = useToday();
  const [form] = Form.useForm<MeetingEntries>();
  const [votesProblem, setVotesProblem] = useState('');
  const kind = Form.useWatch('kind', form) ?? start.kind;
  const village = Form.useWatch('villageCode', form) ?? start.villageCode;
  const group = Form.useWatch('groupName', form) ?? start.groupName;
  const present = Form.useWatch('present', form) ?? 0;
  const basis = Form.useWatch('basis', form) ?? basisOf[kind][0] ?? 'households';
  const asked = { villageCode: village, groupName: group, basis, heldOn: Form.useWatch('heldOn', form) ?? start.heldOn };
  const inForce = useRollInForce(asked);
  const eligible = inForce?.roll?.count ?? 0;
  const share = useQuorumShare(kind);
  const waiting = useCases(
    { state: kind === 'group' ? 'applied' : 'groupNoticeClosed', ...(village ? { area: village } : {}) },
    /^\d{12}$/.test(village ?? ''),
  );
  const groups = [...new Set(waiting.rows.flatMap(({ groupName }) => (groupName ? [groupName] : [])))];
  const households = waiting.rows.filter((row) => kind === 'assembly' || !group || row.groupName === group);
  const save = useCommand(
    ({ record, reason }: { record: MeetingRecord; reason: string }, key) =>
      meeting ? correctMeeting(meeting.id, { ...record, reason }, meeting.version, key) : recordMeeting(record, key),
    ({ id }) => {
      changed();
      void message.success(t('saved'));
      void navigate(meetingPlace(id));
    },
  );
  const submit = (entries: MeetingEntries) => {
    const votes = votesOf(entries.votes ?? {}).filter(({ applicationId }) => households.some(({ id }) => id === applicationId));
    const wrong = wrongSums(votes, entries.present ?? 0);
    setVotesProblem(votes.length === 0 ? t('votesNeeded') : wrong > 0 ? t('votesWrong', { count: wrong }) : '');
    if (votes.length === 0 || wrong > 0) return;
    const repeatReason = (entries.repeatReason ?? '').trim();
    const record: MeetingRecord = {
      kind,
      villageCode: village ?? '',
      ...(kind === 'group' && group ? { groupName: group } : {}),
      heldOn: entries.heldOn ?? '',
      place: (entries.place ?? '').trim(),
      chairName: (entries.chairName ?? '').trim(),
      basis: entries.basis ?? basisOf[kind][0] ?? 'households',
      ...(repeatReason ? { repeatReason } : {}),
      present: entries.present ?? 0,
      minutes: (entries.minutes ?? '').trim(),
      screeningReadOut: entries.screeningReadOut ?? false,
      votes,
    };
    save.run({ record, reason: (entries.reason ?? '').trim() });
  };
  const needed = (text: string) => [{ required: true, whitespace: true, message: text }];
  return (
    <>
      <PageHeader title={t(meeting ? 'correct' : 'record')} lead={t('lead')} />
      <Form<MeetingEntries>
        form={form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        scrollToFirstError
        className="panel"
        initialValues={{ basis: basisOf[start.kind][0], screeningReadOut: false, ...start }}
        onFinish={submit}
        onValuesChange={() => setVotesProblem('')}
      >
        <Form.Item name="kind" label={t('kind')}>
          <Radio.Group
            disabled={meeting !== undefined}
            options={(['group', 'assembly'] as const).map((value) => ({ value, label: t(`kind_${value}`) }))}
            onChange={(event) => {
              const chosen = event.target.value as MeetingKind;
              form.setFieldsValue({ basis: basisOf[chosen][0] });
            }}
          />
        </Form.Item>
        <div className="form-columns">
          {account.area.length === 12 || meeting ? null : (
            <Form.Item
              name="villageCode"
              label={t('village')}
              rules={[{ required: true, pattern: /^\d{12}$/, message: t('villageNeeded') }]}
            >
              <AreaCascader />
            </Form.Item>
          )}
          {kind === 'group' ? (
            <Form.Item name="groupName" label={t('group')} rules={[{ required: true, message: t('groupNeeded') }]}>
              <Select
                disabled={meeting !== undefined}
                options={[...new Set([...groups, ...(group ? [group] : [])])].map((value) => ({ value, label: value }))}
              />
            </Form.Item>
          ) : null}
          <Form.Item name="heldOn" label={t('heldOn')} rules={[{ required: true, message: t('heldOnNeeded') }]}>
            <DateField {...(today ? { max: today } : {})} />
          </Form.Item>
          <Form.Item name="place" label={t('place')} rules={needed(t('placeNeeded'))}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="chairName" label={t('chair')} rules={needed(t('chairNeeded'))}>
            <Input maxLength={50} />
          </Form.Item>
          <Form.Item name="basis" label={t('basis')}>
            <Select options={basisOf[kind].map((value) => ({ value, label: t(`basis_${value}`) }))} />
          </Form.Item>
          <Form.Item label={t('eligible')}>
            <RollOfMeeting answer={inForce} question={asked} />
          </Form.Item>
          <Form.Item
            name="present"
            label={t('present')}
            {...(share && eligible > 0 ? { extra: t('leastPresent', { count: leastPresent(eligible, share) }) } : {})}
            rules={[
              { required: true, message: t('presentNeeded') },
              {
                validator: (_, value: number | null) =>
                  value && eligible > 0 && value > eligible ? Promise.reject(new Error(t('presentTooMany'))) : Promise.resolve(),
              },
            ]}
          >
            <InputNumber min={0} max={9999} precision={0} controls={false} inputMode="numeric" style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <VotesTable households={households} present={present} isReading={waiting.query.isLoading} />
        <p role="alert">{votesProblem}</p>
        <Form.Item name="repeatReason" label={t('repeatReason')} extra={t('repeatHint')} rules={[{ min: 5, message: t('reasonShort') }]}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Form.Item name="screeningReadOut" valuePropName="checked">
          <Checkbox>{t('readOut')}</Checkbox>
        </Form.Item>
        <Form.Item name="minutes" label={t('minutes')} extra={t('minutesHint')}>
          <Input.TextArea rows={6} maxLength={10_000} />
        </Form.Item>
        {meeting ? (
          <Form.Item
            name="reason"
            label={t('correctionReason')}
            extra={t('correctionHint')}
            rules={[{ required: true, whitespace: true, min: 5, message: t('reasonShort') }]}
          >
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        ) : null}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('save')}
        </Button>
        {save.problem ? <ProblemView error={save.problem} /> : null}
      </Form>
    </>
  );
}

/** What the county's policy asks for today; the record's own page says it again as the server counts. */
function useQuorumShare(kind: MeetingKind): { numerator: number; denominator: number } | undefined {
  const query = useQuery({
    queryKey: ['policies', 'identification', ''],
    queryFn: ({ signal }) => readPolicies('identification', undefined, signal),
    staleTime: 10 * 60_000,
  });
  const value = query.data?.items.find(({ code }) => code === `meeting.${kind}.quorum`)?.value;
  const { numerator, denominator } = (value ?? {}) as { numerator?: unknown; denominator?: unknown };
  return typeof numerator === 'number' && typeof denominator === 'number' ? { numerator, denominator } : undefined;
}
