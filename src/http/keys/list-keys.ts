import type { Heed } from '../../heed.ts';
import { presentKey, selectKeys } from './queries.ts';
import type { ApiKey } from './schema.ts';

/** Every key ever issued, revoked ones included, newest last. Secrets are not kept, so none is shown. */
export async function listKeys(heed: Heed): Promise<ApiKey[]> {
  const rows = await selectKeys(heed).orderBy('id').execute();
  return rows.map(presentKey);
}
