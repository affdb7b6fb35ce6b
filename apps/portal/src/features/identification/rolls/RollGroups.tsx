import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Button, Form, InputNumber } from 'antd';
import { readKnownGroups } from '../../../api/identification/rolls.js';
import { useMessages } from '../../../i18n/messages.js';
import { rollMessages } from './rolls.messages.js';

export interface GroupEntries {
  readonly groupName?: string;
  readonly households?: number | null;
  readonly adults?: number | null;
}

/** Group after group; a name no household or case of the village says is found by none of their meetings, and is said to be so. */
export function RollGroups() {
  const t = useMessages(rollMessages);
  const form = Form.useFormInstance();
  const village = Form.useWatch<string | undefined>('villageCode', form) ?? '';
  const entered = Form.useWatch<readonly (GroupEntries | undefined)[] | undefined>('groups', form) ?? [];
  const { data } = useQuery({
    queryKey: ['roll-groups', village],
    queryFn: ({ signal }) => readKnownGroups(village, signal),
    enabled: /^\d{12}$/.test(village),
  });
  const known = data?.groupNames ?? [];
  const isUnknown = (at: number): boolean => {
    const name = entered[at]?.groupName?.trim() ?? '';
    return known.length > 0 && name !== '' && !known.includes(name);
  };
  return (
    <Form.List name="groups">
      {(fields, { add, remove }) => (
        <fieldset className="stack" style={{ gap: 8, border: 0, padding: 0, margin: '0 0 12px' }}>
          <legend>{t('groups')}</legend>
          {fields.map(({ key, name }) => (
            <div key={key} className="stack" style={{ gap: 4 }}>
              <div className="row" style={{ alignItems: 'flex-end', flexWrap: 'wrap' }}>
                <Form.Item
                  name={[name, 'groupName']}
                  label={t('group')}
                  style={{ marginBottom: 0 }}
                  {...(isUnknown(name) ? { validateStatus: 'warning' } : {})}
                >
                  <AutoComplete
                    maxLength={50}
                    options={known.map((value) => ({ value }))}
                    showSearch={{ filterOption: true }}
                    style={{ width: 200 }}
                  />
                </Form.Item>
                <Form.Item name={[name, 'households']} label={t('households')} style={{ marginBottom: 0 }}>
                  <Count />
                </Form.Item>
                <Form.Item name={[name, 'adults']} label={t('adults')} style={{ marginBottom: 0 }}>
                  <Count />
                </Form.Item>
                <Button aria-label={t('removeGroup', { name: entered[name]?.groupName ?? '' })} onClick={() => remove(name)}>
                  ×
                </Button>
              </div>
              <p role="status" style={{ margin: 0 }}>
                {isUnknown(name) ? t('groupUnknown', { known: known.join(t('and')) }) : ''}
              </p>
            </div>
          ))}
          <Button className="fit" onClick={() => add({})}>
            {t('addGroup')}
          </Button>
        </fieldset>
      )}
    </Form.List>
  );
}

export function Count(props: { readonly id?: string; readonly value?: number | null; readonly onChange?: (value: number | null) => void }) {
  return <InputNumber {...props} min={1} max={9999} precision={0} controls={false} inputMode="numeric" style={{ width: 140 }} />;
}
