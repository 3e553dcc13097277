import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HeedError } from '../../errors.ts';
import { policyFolders } from '../policies.ts';
import { readFolder } from '../read-folder.ts';

/**
 * The folder of a policy that is named by its folder, or by its id or an alias among the folders below `root`.
 *
 * @throws HeedError NOT_FOUND
 */
export function findFolder(place: string, root: string): string {
  if (existsSync(join(place, 'policy.yaml'))) return place;
  const found = policyFolders(root).find((folder) => {
    const policy = readFolder(folder).data?.policy;
    return policy && [policy.id, ...policy.aliases].includes(place);
  });
  if (!found)
    throw new HeedError('NOT_FOUND', `There is no policy folder ${place}, and none of that id in ${root}.`);
  return found;
}
