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
    /**
     * Up to a state, from where it stands; what has come further, or left this way, stays.
     *
     * @param known the application, when it was made before
     */
    async apply(schemeCode, household, { as, ...asked }, known) {
      const { id, state, stateSince } = known ?? (await applied(schemeCode, household, asked));
      const on = new Date(Date.parse(stateSince) + 8 * 3_600_000).toISOString().slice(0, 10);
      const deeds = [
        () => step(checker, id, 'check'),
        () => measure(id, asked.quantity, on),
        () => step(second, id, 'accept'),
        () => write(county, '/subsidy-rounds', { schemeCode, applicationIds: [id] }),
        () => step(maker, id, 'post'),
      ];
      const done = STATES.indexOf(state);
      if (done >= 0) for (const deed of deeds.slice(done, STATES.indexOf(as))) await deed();
    },
  };

  async function applied(schemeCode, household, asked) {
    const evidence = [{ code: 'landRight', attachmentIds: [await photograph(maker, 0)] }];
    return write(maker, '/subsidy-applications', { schemeCode, householdId: household.id, ...asked, evidence });
  }
}
