import { useParams, useSearchParams } from 'react-router';
import type { Case } from '../../../api/identification/applications.js';
import { Answer } from '../../../components/Answer.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { caseMessages } from '../case/case.messages.js';
import { useCase } from '../case/useCase.js';
import { entriesOf, emptyMember, nothingStored } from './draft-entries.js';
import { isHouseholdKind, HouseholdCaseForm } from './HouseholdCaseForm.js';
import { RegistrationForm } from './RegistrationForm.js';
import { useSession } from '../../../session.js';

/** A new application, a draft to go on with, or a correction of what was submitted. */
export function CaseFormPage() {
  const { id } = useParams();
  const [parameters] = useSearchParams();
  const { account } = useSession();
  const kind = parameters.get('kind') ?? '';
  const householdId = parameters.get('household') ?? '';
  if (id) return <Existing id={id} />;
  if (isHouseholdKind(kind) && householdId) return <HouseholdCaseForm kind={kind} householdId={householdId} />;
  return (
    <RegistrationForm
      record={undefined}
      entries={{
        ...(account.area.length === 12 ? { villageCode: account.area } : {}),
        members: [emptyMember('01')],
        incomes: [{}],
        secondaryCauses: [],
      }}
      stored={nothingStored}
    />
  );
}

/** Before anything is typed: what was judged is no longer this officer's to change. */
function ContactOnly({ record }: { readonly record: Case }) {
  const t = useMessages(caseMessages);
  const language = useLanguage();
  const limited = record.next.find(({ step, limitedTo }) => step === 'correct' && limitedTo === 'contact');
  return limited ? (
    <p role="alert" className="panel">
      {t('contactOnly', { who: limited.who[language] })}
    </p>
  ) : null;
}

function Existing({ id }: { readonly id: string }) {
  const query = useCase(id);
  return (
    <Answer query={query} rows={10}>
      {(record) => (
        <>
          <ContactOnly record={record} />
          {record.kind === 'registration' ? (
            <RegistrationForm key={record.id} record={record} {...entriesOf(record)} />
          ) : (
            <HouseholdCaseForm key={record.id} kind={record.kind} householdId={record.householdId ?? ''} record={record} />
          )}
        </>
      )}
    </Answer>
  );
}
