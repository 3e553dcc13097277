import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import { FILE_TYPES } from '../policy/schema/data.ts';
import type { PolicyData } from '../policy/schema.ts';
import { originalData, policyIn } from '../policy/translate/policy-in.ts';
import type { Language } from '../texts/languages.ts';
import { worded } from '../texts/texts.ts';

export type FormData = PolicyData['forms']['forms'][number];
export type ChoiceData = FormData['choices'][number];

/** A field of a form with what the register of data says about it. */
export interface FormField {
  readonly id: string;
  readonly label: string;
  readonly reason: string;
  readonly kind: PolicyData['data']['categories'][number]['fields'][number]['kind'];
  /** What can be chosen: kept alike in every language, and shown in that of the form. */
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly required: boolean;
  readonly hint: string | undefined;
  /** Registered as special category data (GDPR Art 9), so that it is expected here. */
  readonly special: boolean;
}

/** A file that a form asks for. */
export interface FileField extends Pick<FormField, 'id' | 'label' | 'reason' | 'required' | 'hint'> {
  readonly accepts: readonly (typeof FILE_TYPES)[number][];
  readonly max_bytes: number;
}

export interface FormDefinition {
  /** In the language of the form. */
  readonly policy: LoadedPolicy;
  readonly form: FormData;
  /** All but files. */
  readonly fields: readonly FormField[];
  /** They are sent from the form's own page only. */
  readonly files: readonly FileField[];
}

const MEGABYTE = 1024 * 1024;
const DEFAULT_MB = 5;

/**
 * A form as its policy declares it. Only registered fields are in it; the checker refuses a folder with any other.
 *
 * @param language of its texts; default: the policy's own
 * @throws HeedError UNKNOWN_FORM, UNKNOWN_POLICY
 */
export function formOf(
  heed: Pick<Heed, 'policies'>,
  policyName: string,
  id: string,
  language?: Language,
): FormDefinition {
  const found = heed.policies.get(policyName);
  const policy = policyIn(found, language ?? found.language);
  const form = policy.data.forms.forms.find((one) => one.id === id);
  if (!form)
    throw new HeedError(
      'UNKNOWN_FORM',
      worded(({ errors }) => errors.noSuchForm),
    );
  const registered = new Map(
    policy.data.data.categories.flatMap((category) =>
      category.fields.map((field) => [field.id, { ...field, special: category.special_category }]),
    ),
  );
  const fields = form.fields.flatMap(({ field, required, hint }) => {
    const known = registered.get(field);
    if (!known || known.kind === 'file') return [];
    const { label, reason, kind, special, options = [] } = known;
    const values = originalOptions(policy, field);
    const shown = options.map((text, at) => ({ value: values[at] ?? text, text }));
    return [{ id: field, label, reason, kind, special, options: shown, required, hint }];
  });
  const files = form.fields.flatMap(({ field, required, hint }) => {
    const known = registered.get(field);
    if (known?.kind !== 'file') return [];
    const { label, reason, accepts = FILE_TYPES, max_mb = DEFAULT_MB } = known;
    return [{ id: field, label, reason, required, hint, accepts, max_bytes: max_mb * MEGABYTE }];
  });
  return { policy, form, fields, files };
}

/** The options of a field as the folder has them, whatever language they are shown in. */
function originalOptions({ data }: LoadedPolicy, field: string): readonly string[] {
  const fields = originalData(data).data.categories.flatMap((category) => category.fields);
  return fields.find(({ id }) => id === field)?.options ?? [];
}

/** The forms that the public fills in itself. */
export function webForms(policy: LoadedPolicy): readonly FormData[] {
  return policy.data.forms.forms.filter(({ kind }) => kind === 'web');
}
