/** Fills both stores with as many records as visitors, one each, in the shape that the two servers write themselves. */
import type pg from 'pg';

/** The i-th visitor: who asks for an access copy later. */
export const visitorUuid = (i: number): string => `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`;
/** The same visitor as c15t names one; its ids know no zero. */
export const visitorName = (i: number): string => `sub_x${String(i).replaceAll('0', 'A')}`;

const YESTERDAY = `now() - interval '1 day'`;

/** What a burst wrote is newer than the stock, and goes again. */
export async function clearHeed(db: pg.Client): Promise<void> {
  await db.query(`delete from cookie_consent where recorded_at > now() - interval '1 hour'`);
  await db.query('vacuum analyze cookie_consent');
}

export async function stockHeed(db: pg.Client, from: number, to: number): Promise<void> {
  const { rows } = await db.query('select * from cookie_consent limit 1');
  if (!rows[0]) throw new Error('send one choice first: the stock is made in its likeness');
  const id = `('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid`;
  await db.query(
    `insert into subject (id, controller, created_at, last_recorded_at)
     select ${id}, (select controller from cookie_consent limit 1), ${YESTERDAY}, ${YESTERDAY}
     from generate_series($1::int, $2::int - 1) i`,
    [from, to],
  );
  await db.query(
    `insert into cookie_consent (id, controller, policy, declared, wording, granted, denied, method, region, site,
       digest, recorded_at)
     select gen_random_uuid(), c.controller, c.policy, c.declared, c.wording, c.granted, c.denied, c.method, c.region,
       c.site, c.digest, ${YESTERDAY}
     from (select * from cookie_consent limit 1) c, generate_series($1::int, $2::int - 1)`,
    [from, to],
  );
  // The n-th choice of the stock is the n-th visitor's.
  await db.query(
    `insert into cookie_consent_link (subject, consent, actor)
     select ('00000000-0000-7000-8000-' || lpad((n + $1 - 1)::text, 12, '0'))::uuid, id, 'bench'
     from (select id, row_number() over (order by id) as n from cookie_consent c
       where recorded_at < now() - interval '1 hour'
         and not exists (select 1 from cookie_consent_link l where l.consent = c.id)) new`,
    [from],
  );
  await clearHeed(db);
  for (const table of ['subject', 'cookie_consent_link']) await db.query(`vacuum analyze ${table}`);
}

export async function clearC15t(db: pg.Client): Promise<void> {
  await db.query(
    `delete from consent where "subjectId" in (select id from subject where "createdAt" > now() - interval '1 hour')`,
  );
  await db.query(`delete from subject where "createdAt" > now() - interval '1 hour'`);
  for (const table of ['subject', 'consent']) await db.query(`vacuum analyze ${table}`);
}

export async function stockC15t(db: pg.Client, from: number, to: number): Promise<void> {
  const name = `'sub_x' || replace(i::text, '0', 'A')`;
  const given = `${YESTERDAY} + i * interval '1 millisecond'`;
  await db.query(
    `insert into subject (id, "externalId", "identityProvider", "createdAt", "updatedAt")
     select ${name}, 'customer-' || i, 'site', ${YESTERDAY}, ${YESTERDAY}
     from generate_series($1::int, $2::int - 1) i`,
    [from, to],
  );
  await db.query(
    `insert into consent (id, "subjectId", "domainId", "policyId", "purposeIds", "userAgent", "givenAt", jurisdiction,
       "consentAction")
     select 'cns_' || md5(i::text), ${name}, c."domainId", c."policyId", c."purposeIds", c."userAgent", ${given},
       c.jurisdiction, c."consentAction"
     from (select * from consent limit 1) c, generate_series($1::int, $2::int - 1) i`,
    [from, to],
  );
  await clearC15t(db);
}
