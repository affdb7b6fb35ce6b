import { liveInterest } from './interest.mjs';
import { livePastLoans } from './loans.mjs';
import { livePastSubsidies } from './subsidies.mjs';

const MORNING = 'T09:00:00+08:00';

/**
 * What finance has lived through since April 2015: loans drawn, paid late, lost, shared with the risk fund and recovered, a quarter's interest
 * given back, rounds of subsidies up to the household's signature. Its clock is moved by the public route from day to day, and at the end to
 * the day of all others. Every deed looks first whether it is done: a start that was interrupted goes on.
 */
export async function loadPast({ clock, behind, ...office }) {
  const { read, write, signIn, say, stops } = office;
  say('finance: the year before, day by day …');
  const people = {
    ...office.people,
    maker: await signIn('lai.hengkeng'),
    checker: await signIn('zeng.hengkeng'),
    approver: await signIn('meng.approve'),
    cashier: await signIn('kang.cashier'),
    banker: await signIn('zhou.bank'),
    teller: await signIn('wei.bank'),
  };
  const system = await signIn('shao.system');
  let isAssessed = false;
  const moveTo = async (instant) => {
    const { now } = await read(system, '/clock');
    const hours = (Date.parse(instant) - Date.parse(now)) / 3_600_000;
    if (hours > 0) behind.reached((await write(system, '/clock/advance', { hours })).now);
    else if (isAssessed) return;
    // lateness of the day, before anything is done on it; also of the day on which a loading before was interrupted
    await write(people.county, '/loan-assessments', {});
    isAssessed = true;
  };
  const village = { ...office, people, households: generalFirst((await read(people.maker, HOUSEHOLDS)).items) };
  const days = new Map();
  for (const [day, deed] of [...livePastLoans(village), ...liveInterest(village), ...livePastSubsidies(village)])
    days.set(day, [...(days.get(day) ?? []), deed]);
  for (const day of [...days.keys()].toSorted()) {
    stops.throwIfStopping();
    await moveTo(`${day}${MORNING}`);
    for (const deed of days.get(day)) await deed();
  }
  await moveTo(clock());
  behind.caughtUp();
}

/** Those with a minimum living allowance may borrow too, and a small city has few others. */
const HOUSEHOLDS = '/directory/households?status=registered&limit=100';
const general = ({ category }) => category === 'general';
const generalFirst = (households) => [...households.filter(general), ...households.filter((one) => !general(one))];
