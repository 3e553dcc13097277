import type { Case } from '../decision/case.ts';
import { type Pack, rules } from './pack.ts';

/** United States: CAN-SPAM (15 USC 7701 ff, 16 CFR 316) for email. Calls, texts and fax (TCPA) have no pack and are denied. */

const R = rules('us', {
  email: ['A_CANSPAM', '15 USC 7704(a)'],
  unsupported: ['D_UNSUPPORTED', '47 USC 227'],
  post: ['A_POST_LI', 'no federal opt-in rule for post'],
  identity: ['D_CONTENT', '15 USC 7704(a)(1)-(2)'],
  optOut: ['D_CONTENT', '15 USC 7704(a)(3), (5)(A)(ii)'],
  address: ['D_CONTENT', '15 USC 7704(a)(5)(A)(iii)'],
});

function content(c: Case) {
  if (c.channel === 'post') return null;
  if (!c.message.identity) return R.identity;
  if (!c.message.postal_address) return R.address;
  return c.message.optout ? null : R.optOut;
}

const unsupported = () => ({ grounds: [], denial: { rule: R.unsupported } });

export const US: Pack = {
  id: 'us',
  version: 'us@2026-11',
  title: 'United States: CAN-SPAM',
  countries: new Set(['US']),
  channels: {
    email: () => ({ grounds: [{ rule: R.email }], denial: { rule: R.unsupported } }),
    sms: unsupported,
    social_dm: unsupported,
    live_call: unsupported,
    automated_call: unsupported,
    fax: unsupported,
    post: () => ({ grounds: [{ rule: R.post }], denial: { rule: R.post } }),
  },
  content,
  rules: R,
};
