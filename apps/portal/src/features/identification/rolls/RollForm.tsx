import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { enterRoll, type NewRoll } from '../../../api/identification/rolls.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { useToday } from '../cases/useCases.js';
import { Count, RollGroups, type GroupEntries } from './RollGroups.js';
import { rollMessages } from './rolls.messages.js';

interface Entries {
  readonly villageCode?: string;
  readonly validFrom?: string;
  readonly sourceDocument?: string;
  readonly documentDate?: string;
  readonly representatives?: number | null;
  readonly groups?: readonly (GroupEntries | undefined)[];
}

interface Props {
  readonly villageCode?: string;
  readonly groupName?: string;
  readonly onDone: () => void;
}

/** As on the document: the village, its representatives, group after group. */
export function RollForm({ villageCode, groupName, onDone }: Props) {
  const t = useMessages(rollMessages);
  const { message } = App.useApp();
  const client = useQueryClient();
  const today = useToday();
  const [form] = Form.useForm<Entries>();
  const [wrong, setWrong] = useState('');
  const save = useCommand(
    (roll: NewRoll, key) => enterRoll(roll, key),
    () => {
      void message.success(t('saved'));
      void client.invalidateQueries({ queryKey: ['rolls'] });
      onDone();
    },
  );
  const submit = (entries: Entries): void => {
    const groups = (entries.groups ?? []).flatMap((one) => (one?.groupName?.trim() ? [one] : []));
    const names = groups.map((one) => (one.groupName ?? '').trim());
    if (groups.length === 0 && !entries.representatives) return setWrong(t('numberNeeded'));
    if (groups.some(({ households, adults }) => !households && !adults)) return setWrong(t('groupCounts'));
    if (new Set(names).size < names.length) return setWrong(t('groupTwice'));
    save.run({
      villageCode: entries.villageCode ?? '',
      validFrom: entries.validFrom ?? '',
      sourceDocument: (entries.sourceDocument ?? '').trim(),
      documentDate: entries.documentDate ?? '',
      ...(entries.representatives ? { representatives: entries.representatives } : {}),
      groups: groups.map(({ households, adults }, at) => ({
        groupName: names[at] ?? '',
        ...(households ? { households } : {}),
        ...(adults ? { adults } : {}),
      })),
    });
  };
  return (
    <Form<Entries>
      form={form}
      layout="vertical"
      requiredMark={false}
      autoComplete="off"
      scrollToFirstError
      className="panel"
      initialValues={{ ...(villageCode ? { villageCode } : {}), groups: [groupName ? { groupName } : {}] }}
      onFinish={submit}
      onValuesChange={() => setWrong('')}
    >
      <div className="form-columns">
        <Form.Item name="villageCode" label={t('village')} rules={[{ required: true, pattern: /^\d{12}$/, message: t('villageNeeded') }]}>
          <AreaCascader />
        </Form.Item>
        <Form.Item
          name="sourceDocument"
          label={t('sourceDocument')}
          rules={[{ required: true, whitespace: true, min: 5, message: t('sourceNeeded') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="documentDate" label={t('documentDate')} rules={[{ required: true, message: t('dateNeeded') }]}>
          <DateField {...(today ? { max: today } : {})} />
        </Form.Item>
        <Form.Item
          name="validFrom"
          label={t('validFrom')}
          extra={t('validFromHint')}
          rules={[{ required: true, message: t('dateNeeded') }]}
        >
          <DateField />
        </Form.Item>
        <Form.Item name="representatives" label={t('representatives')}>
          <Count />
        </Form.Item>
      </div>
      <RollGroups />
      <p className="soft">{t('keeps')}</p>
      <p role="alert">{wrong}</p>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('save')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </div>
      {save.problem ? <ProblemView error={save.problem} /> : null}
    </Form>
  );
}
