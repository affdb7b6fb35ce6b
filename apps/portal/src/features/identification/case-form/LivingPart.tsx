import { HouseSafeties } from '@jingzhun/domain/dangerous-house';
import { DrinkingWaters } from '@jingzhun/domain/drinking-water';
import { FuelTypes } from '@jingzhun/domain/fuel-type';
import { HousingStructures } from '@jingzhun/domain/housing-structure';
import { RoadTypes } from '@jingzhun/domain/road-type';
import { Form, InputNumber, Select } from 'antd';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { codeOptions } from '../../../i18n/code-text.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { householdFieldMessages } from '../household/household-fields.messages.js';
import { caseFormMessages } from './case-form.messages.js';
import { YesNoField } from './YesNoField.js';

const land = [
  ['cultivatedCentiMu', 'cultivated'],
  ['forestCentiMu', 'forest'],
  ['returnedForestCentiMu', 'returnedForest'],
  ['orchardCentiMu', 'orchard'],
  ['pastureCentiMu', 'pasture'],
  ['waterCentiMu', 'water'],
] as const;
const yesNo = [
  'safeWater',
  'sanitaryToilet',
  'domesticPower',
  'productionPower',
  'broadcast',
  'cooperative',
  'leadEnterprise',
  'pathfinder',
  'resettlement',
] as const;

export function LivingPart() {
  const t = useMessages(caseFormMessages);
  const f = useMessages(householdFieldMessages);
  const language = useLanguage();
  return (
    <>
      <div className="form-columns">
        <Form.Item name={['living', 'housingCentiSquareMetre']} label={f('housing')}>
          <ScaledNumberField unit={t('squareMetre')} />
        </Form.Item>
        <Form.Item name={['living', 'houseSafety']} label={f('houseSafety')}>
          <Select allowClear options={codeOptions(HouseSafeties, language)} />
        </Form.Item>
        <Form.Item name={['living', 'structure']} label={f('structure')}>
          <Select allowClear options={codeOptions(HousingStructures, language)} />
        </Form.Item>
        <Form.Item name={['living', 'builtYear']} label={f('builtYear')}>
          <InputNumber
            min={1800}
            max={2100}
            precision={0}
            controls={false}
            inputMode="numeric"
            placeholder={t('yearHint')}
            suffix={t('year')}
            style={{ width: '100%' }}
          />
        </Form.Item>
        <Form.Item name={['living', 'drinkingWater']} label={f('drinkingWater')}>
          <Select allowClear options={codeOptions(DrinkingWaters, language)} />
        </Form.Item>
        <Form.Item name={['living', 'fuel']} label={f('fuel')}>
          <Select allowClear options={codeOptions(FuelTypes, language)} />
        </Form.Item>
        <Form.Item name={['living', 'roadType']} label={f('roadType')}>
          <Select allowClear options={codeOptions(RoadTypes, language)} />
        </Form.Item>
        <Form.Item name={['living', 'mainRoadMetres']} label={f('mainRoadMetres')}>
          <InputNumber min={0} precision={0} controls={false} inputMode="numeric" suffix={t('metre')} style={{ width: '100%' }} />
        </Form.Item>
        {land.map(([field, label]) => (
          <Form.Item key={field} name={['living', field]} label={f(label)}>
            <ScaledNumberField unit={t('mu')} />
          </Form.Item>
        ))}
        {yesNo.map((field) => (
          <Form.Item key={field} name={['living', field]} label={f(field)}>
            <YesNoField />
          </Form.Item>
        ))}
      </div>
    </>
  );
}
