import { type Random, seededRandom } from './random.ts';

/**
 * The fictional people of the demo. Every address is below example.org and every number in a range that Ofcom keeps
 * for drama (07700 900xxx, 020 7946 0xxx), so that nobody real can be meant.
 */
export interface DemoPerson {
  readonly number: number;
  readonly first: string;
  readonly last: string;
  readonly email: string;
  /** E.164, for people in the United Kingdom while the range lasts. */
  readonly phone: string | null;
  readonly company: string;
  readonly jobTitle: string;
  readonly country: string;
  readonly region?: string;
  readonly tz?: string;
  readonly subscriber: 'individual' | 'corporate';
  readonly entity: string;
}

const FIRST = (
  'Amara Aisha Alun Beatriz Bronwen Callum Chidi Ciara Dafydd Deepa Dmitri Edith Eilidh Elif Emeka Farah Felix Fiona ' +
  'Gareth Grace Hana Hassan Hugo Imogen Ines Isla Ivor Jasmine Joan Kofi Kwame Lena Liam Lucia Maeve Magnus Marta Mei ' +
  'Mohan Morag Nadia Nia Noah Olga Omar Oriel Padraig Parveen Priya Quentin Rafael Rhian Rosa Rowan Saoirse Sean Selim ' +
  'Siân Sofia Tariq Tegan Thandi Tomas Una Violet Wendy Wilhelm Yara Yusuf Zainab Zofia'
).split(' ');
const LAST = (
  'Abara Ashdown Banerjee Barlow Bevan Calder Castell Chowdhury Cole Dalgleish Danso Drummond Eastwood Ekwueme Farrow ' +
  'Fenwick Galloway Garside Haddad Harlow Hollis Idris Ingram Jarrett Kaur Kellaway Kinsella Lindqvist Lockhart ' +
  'Macready Mbeki Mercer Nakamura Norwood Oakley Okafor Osei Pargeter Pemberton Quayle Ramsay Redfern Rosen Sallow ' +
  'Santos Shore Silva Tanaka Thistlewood Torrance Udall Vance Varley Wainwright Westbrook Whitlock Yardley Zeller'
).split(' ');
const COMPANIES =
  'Alder & Finch|Bluebell Housing|Calder Water|Dunmore Rail|Eastgate Insurance|Fernleigh Foods|Greyfriars Bank|Harbour Energy Care|Ivybridge Retail|Juniper Telecom|Kestrel Logistics|Larkfield Council|Mistral Travel|Northmoor Utilities|Orchard Health|Pennine Outfitters|Quayside Hotels|Rowan Legal|Saltmarsh Media|Tideway Motors'.split(
    '|',
  );
const JOBS =
  'Head of Customer Service|Contact Centre Manager|Customer Experience Director|Service Desk Lead|Complaints Manager|Operations Director|Training Manager|Chief Customer Officer|Insight Analyst|Quality Manager'.split(
    '|',
  );

interface Home {
  readonly country: string;
  readonly region?: string;
  readonly tz?: string;
  /** How many of a hundred people live there. */
  readonly share: number;
}

const HOMES: Readonly<Record<'cmp' | 'institute', readonly Home[]>> = {
  cmp: [
    { country: 'GB', share: 40 },
    { country: 'US', region: 'US-NY', tz: 'America/New_York', share: 14 },
    { country: 'US', region: 'US-CA', tz: 'America/Los_Angeles', share: 10 },
    { country: 'CA', region: 'CA-ON', tz: 'America/Toronto', share: 12 },
    { country: 'CA', region: 'CA-BC', tz: 'America/Vancouver', share: 4 },
    { country: 'DE', tz: 'Europe/Berlin', share: 9 },
    { country: 'FR', tz: 'Europe/Paris', share: 6 },
    { country: 'IE', tz: 'Europe/Dublin', share: 5 },
  ],
  institute: [
    { country: 'GB', share: 96 },
    { country: 'IE', tz: 'Europe/Dublin', share: 4 },
  ],
};

function homeOf(random: Random, homes: readonly Home[]): Home {
  let point = random.below(100);
  for (const home of homes) {
    if (point < home.share) return home;
    point -= home.share;
  }
  return homes[0]!;
}

/** A drama number for the n-th person in the United Kingdom: mobiles first, then London lines, then none. */
export function dramaNumber(n: number): string | null {
  if (n < 1000) return `+447700900${String(n).padStart(3, '0')}`;
  if (n < 2000) return `+44207946${String(n - 1000).padStart(4, '0')}`;
  return null;
}

/** The first `count` people of a policy, always the same ones. */
export function demoPeople(policy: 'cmp' | 'institute', count: number): DemoPerson[] {
  const random = seededRandom(policy === 'cmp' ? 2023 : 2017);
  const people: DemoPerson[] = [];
  let british = 0;
  for (let number = 0; number < count; number++) {
    const first = random.pick(FIRST);
    const last = random.pick(LAST);
    const { share: _share, ...home } = homeOf(random, HOMES[policy]);
    const corporate = random.chance(0.62);
    const company = random.pick(COMPANIES);
    const ascii = `${first}.${last}`
      .normalize('NFD')
      .replace(/[^A-Za-z.]/g, '')
      .toLowerCase();
    const domain = corporate
      ? `${company.toLowerCase().replace(/[^a-z]+/g, '-')}.example.org`
      : 'mail.example.org';
    people.push({
      number,
      first,
      last,
      email: `${ascii}.${number}@${domain}`,
      phone: home.country === 'GB' ? dramaNumber(british++) : null,
      company: corporate ? company : 'Self-employed',
      jobTitle: corporate ? random.pick(JOBS) : 'Consultant',
      ...home,
      subscriber: corporate ? 'corporate' : 'individual',
      entity: corporate ? 'company_employee_mailbox' : random.chance(0.3) ? 'sole_trader' : 'natural_person',
    });
  }
  return people;
}
