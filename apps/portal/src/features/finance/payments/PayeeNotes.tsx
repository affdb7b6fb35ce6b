import type { Payment } from '../../../api/finance/payments.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { payeeMessages } from './payees.messages.js';

/** Bank and holder of an account, and what an approver should know: who else is paid to it, that the holder is nobody of the household. */
export function PayeeNotes({ payment }: { readonly payment: Payment }) {
  const t = useMessages(payeeMessages);
  const { payee, payeeChange } = payment;
  if (!payee) return null;
  const { bankName, holderName } = payeeChange ?? payee;
  const names = payee.sharedHouseholds.map(({ headName, householdNumber }) => `${headName} ${householdNumber}`).join(t('comma'));
  return (
    <>
      <p className="soft">{t('payeeOf', { bank: bankName, holder: holderName })}</p>
      {payee.isStranger ? <p>{t('payeeStranger')}</p> : null}
      {payee.sharedWith > 0 ? <p>{t(names ? 'payeeSharedBy' : 'payeeShared', { count: formatCount(payee.sharedWith), names })}</p> : null}
    </>
  );
}
