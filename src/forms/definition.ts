import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import type { PolicyData } from '../policy/schema.ts';

export type FormData = PolicyData['forms']['forms'][number];
export type ChoiceData = FormData['choices'][number];

/** A field of a form with what the register of data says about it. */
export interface FormField {
  readonly id: string;
  readonly label: string;
  readonly reason: string;
  readonly kind: PolicyData['data']['categories'][number]['fields'][number]['kind'];
  readonly options: readonly string[];
  readonly required: boolean;
  readonly hint: string | undefined;
  /** Registered as special category data (GDPR Art 9), so that it is expected here. */
  readonly special: boolean;
}

export interface FormDefinition {
  readonly policy: LoadedPolicy;
  readonly form: FormData;
  readonly fields: readonly FormField[];
}

/**
 * A form as its policy declares it. Only registered fields are in it; the checker refuses a folder with any other.
 * Files are left out: they are handed over once there is a profile to put them into.
 *
 * @throws HeedError UNKNOWN_FORM, UNKNOWN_POLICY
 */
export function formOf(heed: Pick<Heed, 'policies'>, policyName: string, id: string): FormDefinition {
  const policy = heed.policies.get(policyName);
  const form = policy.data.forms.forms.find((one) => one.id === id);
  if (!form) throw new HeedError('UNKNOWN_FORM', 'The policy has no form of that name.');
  const registered = new Map(
    policy.data.data.categories.flatMap((category) =>
      category.fields.map((field) => [field.id, { ...field, special: category.special_category }]),
    ),
  );
  const fields = form.fields.flatMap(({ field, required, hint }) => {
    const known = registered.get(field);
    if (!known || known.kind === 'file') return [];
    const { label, reason, kind, special, options = [] } = known;
    return [{ id: field, label, reason, kind, special, options, required, hint }];
  });
  return { policy, form, fields };
}

/** The forms that the public fills in itself. */
export function webForms(policy: LoadedPolicy): readonly FormData[] {
  return policy.data.forms.forms.filter(({ kind }) => kind === 'web');
}
