import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input, InputNumber } from 'antd';
import { useNavigate } from 'react-router';
import { planRound, type RoundPlan } from '../../../api/identification/surveys.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useSession } from '../../../session.js';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { DeciderSelect } from './DeciderSelect.js';
import { surveyDeciderMessages } from './survey-deciders.messages.js';
import { surveyOfficeMessages } from './survey-office.messages.js';

export function PlanRoundDrawer({ onClose }: { readonly onClose: () => void }) {
  const t = useMessages(surveyOfficeMessages);
  const words = useMessages(surveyDeciderMessages);
  const { account } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<RoundPlan>();
  const area = Form.useWatch('area', form);
  const first = Form.useWatch(['deciders', 'named'], form);
  const plan = useCommand(
    (entered: RoundPlan, key) => planRound(entered, key),
    (round) => {
      void message.success(t('planned'));
      void client.invalidateQueries({ queryKey: ['survey-rounds'] });
      void navigate(`/identification/surveys/${round.id}`);
    },
  );
  const needed = (words: string) => [{ required: true, message: words }];
  return (
    <Drawer
      open
      onClose={onClose}
      size={480}
      title={t('planTitle')}
      mask={{ closable: false }}
      footer={
        <div className="row">
          <Button type="primary" loading={plan.isPending} onClick={() => form.submit()}>
            {t('save')}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </div>
      }
    >
      <Form<RoundPlan>
        form={form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        initialValues={{ area: account.area }}
        onValuesChange={(changed) => {
          // who may decide follows from the area
          if ('area' in changed)
            form.resetFields([
              ['deciders', 'named'],
              ['deciders', 'substitute'],
            ]);
        }}
        onFinish={(entered) => plan.run({ ...entered, name: entered.name.trim() })}
      >
        <Form.Item
          name="name"
          label={t('name')}
          extra={t('nameHint')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('nameNeeded') }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="area" label={t('area')} rules={needed(t('areaNeeded'))}>
          <AreaCascader />
        </Form.Item>
        <Form.Item name="startsOn" label={t('startsOn')} rules={needed(t('dateNeeded'))}>
          <DateField />
        </Form.Item>
        <Form.Item name="endsOn" label={t('endsOn')} rules={needed(t('dateNeeded'))}>
          <DateField />
        </Form.Item>
        <Form.Item name="incomeYear" label={t('incomeYear')} rules={needed(t('yearNeeded'))}>
          <InputNumber min={2010} max={2100} precision={0} controls={false} />
        </Form.Item>
        <Form.Item name={['deciders', 'named']} label={words('named')} extra={words('namedHint')} rules={needed(words('needed'))}>
          <DeciderSelect area={area} />
        </Form.Item>
        <Form.Item
          name={['deciders', 'substitute']}
          label={words('substitute')}
          extra={words('substituteHint')}
          dependencies={[['deciders', 'named']]}
          rules={[
            ...needed(words('needed')),
            ({ getFieldValue }) => ({
              validator: async (_, chosen?: string) => {
                if (chosen && chosen === getFieldValue(['deciders', 'named'])) throw new Error(words('notTwice'));
              },
            }),
          ]}
        >
          <DeciderSelect area={area} {...(first ? { taken: [first] } : {})} />
        </Form.Item>
      </Form>
      {plan.problem ? <ProblemView error={plan.problem} /> : null}
    </Drawer>
  );
}
