import { Link } from 'react-router';
import type { ClaimState } from '../../../api/finance/interest-claims.js';
import { ListPage } from '../../../components/ListPage.js';
import { StatusTag, type Tone } from '../../../components/StatusTag.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { claimPlace } from './interest-claim-places.js';
import { interestClaimMessages } from './interest-claims.messages.js';
import { InterestRepayments } from './InterestRepayments.js';
import { OverpaidHouseholds } from './OverpaidHouseholds.js';
import { UploadClaim } from './UploadClaim.js';
import { useClaims, useQuarterName } from './useClaims.js';

export const claimTone: Readonly<Record<ClaimState, Tone>> = { received: 'waiting', approved: 'done', refused: 'stopped' };

/** What banks claim, newest first; a bank's clerk uploads here. */
export function InterestClaimsPage() {
  const t = useMessages(interestClaimMessages);
  const language = useLanguage();
  const may = useMay();
  const quarterName = useQuarterName();
  const query = useClaims();
  return (
    <ListPage
      title={t('title')}
      lead={t('lead')}
      above={
        <>
          {may('bank.operate') ? <UploadClaim /> : null}
          <OverpaidHouseholds />
          <InterestRepayments />
        </>
      }
      query={query}
      empty={t('empty')}
      emptyNext={t('emptyNext')}
    >
      {(claim) => (
        <li key={claim.id} className="row" style={{ justifyContent: 'space-between' }}>
          <div>
            <Link to={claimPlace(claim.id)}>
              {t('number', { number: claim.number })} {language === 'zh' ? claim.bankNameZh : claim.bankNameEn} {quarterName(claim.quarter)}
            </Link>
            <p className="soft">{t('sums', { claimed: formatYuan(claim.claimedFen), granted: formatYuan(claim.grantedFen) })}</p>
          </div>
          <StatusTag tone={claimTone[claim.state]}>{t(`state_${claim.state}`)}</StatusTag>
        </li>
      )}
    </ListPage>
  );
}
