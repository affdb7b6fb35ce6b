import { Form, Input, Select } from 'antd';
import { useMemo } from 'react';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName, useDivisions } from '../../areas/useDivisions.js';
import { possibleDuplicateMessages } from './possible-duplicates.messages.js';
import { subsidyFormMessages } from './subsidy-form.messages.js';

interface Props {
  /** That of the household, while nobody says another. */
  readonly ownVillage: string | undefined;
  /** A correction says where it lies; a new one may leave it to the household. */
  readonly isNew: boolean;
  /** The name as it is once somebody has left its field. */
  readonly onNamed: (parcel: string) => void;
}

/** Where a parcel lies and what the village calls it. */
export function ParcelFields({ ownVillage, isNew, onNamed }: Props) {
  const t = useMessages(subsidyFormMessages);
  const words = useMessages(possibleDuplicateMessages);
  const areaName = useAreaName();
  const { data } = useDivisions();
  const villages = useMemo(
    () => (data ?? []).filter(({ code }) => code.length === 12).map(({ code }) => ({ value: code, label: areaName(code) })),
    [data, areaName],
  );
  return (
    <>
      <Form.Item name="parcelVillage" label={words('village')} extra={words('villageHint')}>
        <Select
          allowClear={isNew}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={ownVillage ? areaName(ownVillage) : ''}
          options={villages}
        />
      </Form.Item>
      <Form.Item
        name="parcel"
        label={t('parcel')}
        extra={t('parcelHint')}
        rules={[{ required: true, min: 2, whitespace: true, message: t('need') }]}
      >
        <Input maxLength={60} onBlur={(event) => onNamed(event.target.value.trim())} />
      </Form.Item>
    </>
  );
}
