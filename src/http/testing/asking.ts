/** A decision request with inline facts that is allowed by consent. */
export const ASKING = {
  at: '2026-09-01T10:00:00+01:00',
  controller: { id: 'acme', country: 'GB', policy: 'law' },
  subject: { country: 'GB', tz: 'Europe/London', subscriber: 'individual' },
  channel: 'email',
  purpose: 'direct_marketing',
  facts: [
    {
      type: 'consent',
      at: '2026-03-02T09:00:00Z',
      channels: ['email'],
      purposes: ['direct_marketing'],
      method: 'unticked_box',
    },
  ],
};
