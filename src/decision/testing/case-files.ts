import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readCases } from '../../cases/read-cases.ts';
import { packageRoot } from '../../paths.ts';
import { parseRequest } from '../parse-case.ts';
import type { ContactPolicy } from '../policy.ts';
import type { DecisionRequest } from '../types.ts';
import { shippedPolicy } from './shipped-policies.ts';

/** One case of `cases/`, ready to decide. */
export interface CaseFromFile {
  /** `gb-email.yaml`. */
  readonly file: string;
  readonly id: string;
  readonly request: DecisionRequest;
  readonly policy: ContactPolicy;
  readonly expected: string;
  readonly reason: string;
  readonly law: unknown;
  readonly why: unknown;
}

/** Every case of every file in `cases/`. */
export function readCaseFiles(): CaseFromFile[] {
  const folder = join(packageRoot, 'cases');
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.sort().flatMap((file) =>
    readCases(join(folder, file)).map(({ id, expected, reason, json }): CaseFromFile => {
      const { request, policyId, options } = parseRequest(json);
      const policy = shippedPolicy(policyId, options);
      return { file, id, request, policy, expected, reason, law: json.law, why: json.why };
    }),
  );
}
