import { z } from 'zod';
import { instant } from '../../decision/parse-case.ts';
import { SCOPE_NAMES } from '../auth/scopes.ts';

export const newKeySchema = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .meta({ description: 'What the key is for, such as "CRM nightly import"' }),
    scopes: z.array(z.enum(SCOPE_NAMES)).min(1),
    expires_at: instant.optional().meta({ description: 'Absent: until it is revoked' }),
  })
  .meta({ id: 'NewApiKey' });
export type NewKey = z.infer<typeof newKeySchema>;

export const apiKeySchema = z
  .object({
    id: z.string().meta({ example: 'key_01k9x3v5t7q8w2e4r6y8u0i2o4' }),
    name: z.string(),
    scopes: z.array(z.enum(SCOPE_NAMES)),
    created_at: z.string(),
    expires_at: z.string().nullable(),
    revoked_at: z.string().nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof apiKeySchema>;

export const issuedKeySchema = apiKeySchema
  .extend({ key: z.string().meta({ description: 'The key itself. It is shown this once.' }) })
  .meta({ id: 'IssuedApiKey' });
