import { field } from './pictures.mjs';

const STATES = ['applied', 'villageChecked', 'measured', 'accepted', 'granted', 'noticePosted'];

/**
 * Applications for reward subsidies as they go their way: two persons in the village, two on site, one in the county.
 *
 * @param office `{ read, write, upload, people: { county, maker, checker, inspector, second } }`
 */
export function applicationsOf({ read, write, upload, people: { county, maker, checker, inspector, second } }) {
  const photograph = async (officer, shade) => upload(officer, '示意照片.jpg', await field(shade));
  const step = async (who, id, name) => {
    const { version } = await read(who, `/subsidy-applications/${id}`);
    await write(who, '/subsidy-applications/steps', { step: name, cases: [{ id, version }] });
  };
  const measure = async (id, quantity, on) => {
    const { version } = await read(inspector, `/subsidy-applications/${id}`);
    const photos = [{ code: 'photo', attachmentIds: await Promise.all([1, 2].map((shade) => photograph(inspector, shade))) }];
    await write(inspector, `/subsidy-applications/${id}/acceptances`, { quantity, on, evidence: photos }, { 'If-Match': `"${version}"` });
  };
  return {
    step,
    photograph,
    /** @returns id */
    async apply(schemeCode, household, { as, ...asked }) {
      const evidence = [{ code: 'landRight', attachmentIds: [await photograph(maker, 0)] }];
      const application = { schemeCode, householdId: household.id, ...asked, evidence };
      const { id, stateSince } = await write(maker, '/subsidy-applications', application);
      const today = new Date(Date.parse(stateSince) + 8 * 3_600_000).toISOString().slice(0, 10);
      const deeds = [
        () => step(checker, id, 'check'),
        () => measure(id, asked.quantity, today),
        () => step(second, id, 'accept'),
        () => write(county, '/subsidy-rounds', { schemeCode, applicationIds: [id] }),
        () => step(maker, id, 'post'),
      ];
      for (const deed of deeds.slice(0, STATES.indexOf(as))) await deed();
      return id;
    },
  };
}
