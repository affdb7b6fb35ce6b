const CLOCK =
  'Take the time from the injected Clock (@jingzhun/persistence): notice periods must pass in a test and 2014-2016 be replayed.';
const SQL_NOW = /\b(now\(\)|current_date|current_timestamp|localtimestamp|transaction_timestamp\(\)|statement_timestamp\(\))/i;
const SQL_CLOCK = 'Hand the time to SQL as a parameter taken from the Clock.';

/** Nobody but clock.ts asks the machine for the time, neither in TypeScript nor in SQL. */
export const oneClock = {
  'no-restricted-syntax': [
    'error',
    { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: CLOCK },
    { selector: 'CallExpression[callee.name="Date"]', message: CLOCK },
    { selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]', message: CLOCK },
    { selector: `TemplateElement[value.raw=${SQL_NOW}]`, message: SQL_CLOCK },
    { selector: `Literal[value=${SQL_NOW}]`, message: SQL_CLOCK },
  ],
};
