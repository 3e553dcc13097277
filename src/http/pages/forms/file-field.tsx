import { fileWords } from '../../../forms/check-file.ts';
import type { FileField as Field } from '../../../forms/definition.ts';
import { Checkboxes } from '../../../ui/checkboxes/checkboxes.tsx';
import { FileUpload } from '../../../ui/file-upload/file-upload.tsx';
import { usePageLanguage } from '../../../ui/language/page-language.ts';
import { dropName, heldName, type TakenFiles } from './take-files.ts';

interface FileFieldProps {
  readonly field: Field;
  readonly error?: string;
  readonly taken?: TakenFiles;
}

/** A file to choose. One that was chosen before is kept unless another is chosen or it is left out. */
export function FileField({ field, error, taken }: FileFieldProps) {
  const { texts, language } = usePageLanguage();
  const { files: t, forms } = texts;
  const held = taken?.held[field.id];
  const name = held && taken?.files.find((file) => file.field === field.id)?.name;
  const kinds = `${field.hint ? `${field.hint} ` : ''}${field.reason}. ${fileWords(field, language)}.`;
  return (
    <>
      <FileUpload
        name={field.id}
        label={field.required ? field.label : forms.optional(field.label)}
        hint={name ? `${kinds} ${t.chosen(name)}` : kinds}
        error={error}
        attributes={{ accept: field.accepts.join(',') }}
      />
      {held && name ? (
        <>
          <input type="hidden" name={heldName(field.id)} value={held} />
          {field.required ? null : (
            <Checkboxes name={dropName(field.id)} items={[{ value: 'yes', text: t.without(name) }]} />
          )}
        </>
      ) : null}
    </>
  );
}
