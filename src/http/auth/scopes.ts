/** What an API key may be allowed to do. `admin` includes all others and the keys themselves. */
export const SCOPES = {
  'decisions:read': 'Ask, explain and replay decisions',
  'decisions:write': 'Decide for a stored person and keep the decision',
  'facts:write': 'Add facts about a person and hand in forms; with subjects:read, decide about their texts',
  'subjects:read': 'Look people up, read their permissions and history, and forms that came in',
  'subjects:erase': 'Erase a person',
  'suppressions:write': 'Suppress, lift lawfully and check suppressions',
  'screenings:write': 'Screen lists and download the results',
  'imports:write': 'Import contacts',
  'registers:write': 'Load register files',
  'policies:read': 'Read policies, notices and the state of registers',
  'metrics:read': 'Read metrics',
  admin: 'Everything, and issuing and revoking keys',
} as const;

export type Scope = keyof typeof SCOPES;
export const SCOPE_NAMES = Object.keys(SCOPES) as [Scope, ...Scope[]];
