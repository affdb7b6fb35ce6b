import type { Principal, Role } from '@jingzhun/auth';
import { signingProof } from '@jingzhun/evidence/testing';
import { isKilledEverywhere, KILL_SEED, KilledLoader, lives } from '@jingzhun/service-shell/testing';
import { objected } from './notice.factory.js';
import { officer, startIdentification, type Identification } from './service.js';

const KILLS = 3;
const COMMANDS = 46;

/** As the gateway names them (`apps/gateway/src/demo/demo-accounts.ts`). */
const ACCOUNTS: Readonly<Record<string, readonly [string, Role]>> = {
  'yu.fenggang': ['360781102208', 'village-cadre'],
  'wu.fenggang': ['360781102208', 'village-cadre'],
  'he.rentian': ['360781102', 'township-officer'],
  'xu.rentian': ['360781102', 'township-officer'],
};

const WHOLE = `select json_build_object(
  'cases', (select json_agg(state order by state) from application),
  'papers', (select json_object_agg(object_type, n) from (select object_type, count(*) as n from application_attachment group by object_type) s),
  'meetings', (select count(*) from meeting),
  'rolls', (select json_agg(status) from voter_roll),
  'objections', (select count(*) from objection)) as whole`;

interface Villager {
  get(path: string): Promise<{ text: string }>;
  post(path: string): Promise<{ status: number }>;
}
type LoadIdentification = (with_: object) => Promise<void>;

describe('the demonstration of identification, killed between two commands', () => {
  let service: Identification;
  let loader: KilledLoader;
  let load: () => Promise<void>;

  beforeAll(async () => {
    const script = new URL('../../../tools/demo/identification.mjs', import.meta.url).href;
    const { loadIdentification } = (await import(script)) as { loadIdentification: LoadIdentification };
    service = await startIdentification(new Date('2016-03-01T09:00:00+08:00'));
    const people = Object.entries(ACCOUNTS).map(([name, [area, role]]): [string, Principal] => [name, officer(area, [role])]);
    loader = new KilledLoader(service, new Map(people));
    const villager = (): Villager => ({
      get: () => Promise.resolve({ text: 'name="token" value="t"' }),
      post: (path) =>
        loader.command(`villager ${path}`, async () => {
          await objected(service, path.split('/').at(-2) ?? '', { text: '听说他家去年在镇上开了店，请核实收入。' });
          return { status: 201 };
        }),
    });
    const prove = ({ principal }: { principal: Principal }, digest: string) => signingProof(service.issuer, principal, digest);
    const stops = { throwIfStopping: () => undefined };
    load = () => loadIdentification({ signIn: loader.signIn, villager, prove, say: () => undefined, stops });
  });
  afterAll(() => service?.stop());

  it('is finished by the next start: no household is left half done, nothing is there twice', async () => {
    let kills = 0;
    for (const distance of lives(COMMANDS, KILLS)) {
      if (await loader.run(load, kills < KILLS || isKilledEverywhere ? distance : undefined)) break;
      kills += 1;
      // what is done again at every start never comes to an end
      expect(loader.sent.length).toBeLessThanOrEqual(COMMANDS);
    }
    console.log(`      killed ${kills} times in ${loader.sent.length} commands (SEED=${KILL_SEED})`);
    expect(kills).toBeGreaterThanOrEqual(KILLS);
    expect(loader.sent).toHaveLength(COMMANDS);
    const [row] = await service.look<{ whole: object }>(WHOLE);
    expect(row?.whole).toEqual({
      cases: ['applied', 'applied', 'draft', 'groupAppraised', 'groupNoticePosted', 'groupNoticePosted'],
      ...{ papers: { application: 15, meeting: 9 }, meetings: 3, rolls: ['confirmed'], objections: 1 },
    });
    const before = loader.sent.length;
    expect(await loader.run(load)).toBe(true);
    expect(loader.sent.slice(before)).toEqual([]);
  }, 3_600_000);
});
