import { Form, Select } from 'antd';
import { allotFund, changeFund, type FundChange, type FundDetail, type NewAllotment } from '../../../api/finance/money.js';
import { DateField } from '../../../components/DateField.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { moneyFormMessages } from './money-form.messages.js';
import { RecordDialog } from './RecordDialog.js';

interface Props {
  readonly fund: FundDetail;
  readonly onClose: () => void;
}
interface Direction {
  readonly direction: 'more' | 'less';
}

/** What is typed is never negative; which way the money goes is chosen in words. */
const signed = ({ direction, amountFen }: Direction & { amountFen: number }): number => (direction === 'less' ? -amountFen : amountFen);

/** Money is to come into the fund or to leave it: proposed, an entry of the ledger once another approves. */
export function ChangeFundDialog({ fund, onClose }: Props) {
  const t = useMessages(moneyFormMessages);
  const language = useLanguage();
  const needed = [{ required: true, message: t('need') }];
  return (
    <RecordDialog<FundChange & Direction>
      title={`${t('changeFund')} · ${language === 'zh' ? fund.nameZh : fund.nameEn}`}
      lead={t('changeLead', { amount: formatYuan(fund.amountFen), allotted: formatYuan(fund.allottedFen) })}
      done={t('changeRecorded')}
      initial={{ direction: 'more' }}
      send={({ direction, amountFen, ...rest }, key) =>
        changeFund(fund.code, { ...rest, amountFen: signed({ direction, amountFen }) }, key)
      }
      onClose={onClose}
    >
      <Form.Item name="direction" label={t('direction')} rules={needed}>
        <Select
          options={[
            { value: 'more', label: t('comesIn') },
            { value: 'less', label: t('goesOut') },
          ]}
        />
      </Form.Item>
      <Form.Item name="amountFen" label={t('amount')} rules={needed}>
        <ScaledNumberField unit={t('yuan')} />
      </Form.Item>
      <Form.Item name="on" label={t('on')} rules={needed}>
        <DateField />
      </Form.Item>
    </RecordDialog>
  );
}

/** Part of the fund for a township or a village, or back from it. */
export function AllotDialog({ fund, onClose }: Props) {
  const t = useMessages(moneyFormMessages);
  const language = useLanguage();
  const needed = [{ required: true, message: t('need') }];
  return (
    <RecordDialog<NewAllotment & Direction>
      title={`${t('allot')} · ${language === 'zh' ? fund.nameZh : fund.nameEn}`}
      lead={t('allotLead', { left: formatYuan(fund.amountFen - fund.allottedFen) })}
      done={t('allotted')}
      initial={{ direction: 'more' }}
      send={({ direction, amountFen, ...rest }, key) => allotFund(fund.code, { ...rest, amountFen: signed({ direction, amountFen }) }, key)}
      onClose={onClose}
    >
      <Form.Item name="area" label={t('area')} rules={needed}>
        <AreaCascader />
      </Form.Item>
      <Form.Item name="direction" label={t('direction')} rules={needed}>
        <Select
          options={[
            { value: 'more', label: t('give') },
            { value: 'less', label: t('takeBack') },
          ]}
        />
      </Form.Item>
      <Form.Item name="amountFen" label={t('amount')} rules={needed}>
        <ScaledNumberField unit={t('yuan')} />
      </Form.Item>
    </RecordDialog>
  );
}
