/** What came back in parts of the payment of a cause: what is left counts in caps. In fen, as SQL. */
export const recoveredOf = (causeType: string, causeId: string): string =>
  `coalesce((select p.recovered_fen from payment p where p.cause_type = ${causeType} and p.cause_id = ${causeId}), 0)`;
