/** As much of a JSON Schema as the reference shows. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly format?: string;
}

/** The named shapes, each with its fields. */
export function SchemaList({ schemas }: { schemas: Readonly<Record<string, unknown>> }) {
  return (
    <>
      {Object.entries(schemas as Record<string, Schema>).map(([name, schema]) => (
        <section aria-labelledby={`schema-${name}`}>
          <h3 id={`schema-${name}`}>{name}</h3>
          {schema.description ? <p>{schema.description}</p> : null}
          <dl>
            {Object.entries(fieldsOf(schema)).map(([field, type]) => (
              <>
                <dt>
                  <code>{field}</code>
                  {schema.required?.includes(field) ? '' : ' (optional)'}
                </dt>
                <dd>
                  {typeWords(type)}
                  {type.description ? `. ${type.description}` : ''}
                </dd>
              </>
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}

/** The fields of a shape, those it takes over from others included. */
function fieldsOf(schema: Schema): Record<string, Schema> {
  return Object.assign({}, ...(schema.allOf ?? []).map(fieldsOf), schema.properties ?? {});
}

/** A type in words: `one of allow, deny`, `list of text`, `Decision or null`. */
export function typeWords(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1)!;
  if (schema.enum) return `one of ${schema.enum.map(String).join(', ')}`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(typeWords).join(' or ');
  if (schema.allOf) return schema.allOf.map(typeWords).filter(Boolean).join(' with ');
  const types = [schema.type ?? []].flat();
  return types
    .map((type) =>
      type === 'array' ? `list of ${typeWords(schema.items ?? {})}` : word(type, schema.format),
    )
    .join(' or ');
}

function word(type: string, format: string | undefined): string {
  if (format === 'date-time') return 'instant (RFC 3339)';
  if (type === 'string') return 'text';
  if (type === 'boolean') return 'true or false';
  if (type === 'integer') return 'whole number';
  return type;
}
